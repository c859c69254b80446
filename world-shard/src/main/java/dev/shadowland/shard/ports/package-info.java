/** What a node lends to its cells, and what a cell tells its actor. */
@NullMarked
package dev.shadowland.shard.ports;

import org.jspecify.annotations.NullMarked;
