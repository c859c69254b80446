@NullMarked
package dev.shadowland.benchmarks;

import org.jspecify.annotations.NullMarked;
