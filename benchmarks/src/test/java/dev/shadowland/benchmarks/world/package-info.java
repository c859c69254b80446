@NullMarked
package dev.shadowland.benchmarks.world;

import org.jspecify.annotations.NullMarked;
