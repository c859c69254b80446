/** Which shard node runs which cell: allocation, start, and the routes that follow. */
@NullMarked
package dev.shadowland.shard.placement;

import org.jspecify.annotations.NullMarked;
