/** Traffic as the world makes it, recorded to be measured on. */
@NullMarked
package dev.shadowland.benchmarks.trace;

import org.jspecify.annotations.NullMarked;
