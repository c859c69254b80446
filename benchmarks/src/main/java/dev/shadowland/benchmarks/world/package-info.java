/** The world without its edges: real cells, their ghosts and their frames, in memory. */
@NullMarked
package dev.shadowland.benchmarks.world;

import org.jspecify.annotations.NullMarked;
