@NullMarked
package dev.shadowland.benchmarks.bandwidth;

import org.jspecify.annotations.NullMarked;
