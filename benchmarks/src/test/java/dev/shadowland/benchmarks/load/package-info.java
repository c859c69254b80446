@NullMarked
package dev.shadowland.benchmarks.load;

import org.jspecify.annotations.NullMarked;
