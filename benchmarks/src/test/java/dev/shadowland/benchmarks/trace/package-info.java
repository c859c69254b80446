@NullMarked
package dev.shadowland.benchmarks.trace;

import org.jspecify.annotations.NullMarked;
