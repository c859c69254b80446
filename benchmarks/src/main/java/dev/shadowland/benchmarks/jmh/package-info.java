/**
 * JMH: the hot paths one by one. Run by {@code ./shadowland bench jmh}, with allocations counted.
 */
@NullMarked
package dev.shadowland.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
