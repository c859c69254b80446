/** {@code bench flood}: whether players notice that their gateway is attacked. Loopback only. */
@NullMarked
package dev.shadowland.benchmarks.flood;

import org.jspecify.annotations.NullMarked;
