@NullMarked
package dev.shadowland.benchmarks.flood;

import org.jspecify.annotations.NullMarked;
