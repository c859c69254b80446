/** The absolute schedule of ticks, and what is measured of them. */
@NullMarked
package dev.shadowland.shard.tick;

import org.jspecify.annotations.NullMarked;
