/** Speed claims: commands that measure, as ratios within one run. Nothing here asserts a time. */
@NullMarked
package dev.shadowland.benchmarks;

import org.jspecify.annotations.NullMarked;
