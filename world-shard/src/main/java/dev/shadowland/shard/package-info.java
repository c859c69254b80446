/** A node that hosts cells: wiring of its threads, its actors and its links. */
@NullMarked
package dev.shadowland.shard;

import org.jspecify.annotations.NullMarked;
