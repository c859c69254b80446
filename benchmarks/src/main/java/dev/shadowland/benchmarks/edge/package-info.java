/** {@code bench edge}: what a datagram through the gateway costs, beside what it must cost. */
@NullMarked
package dev.shadowland.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
