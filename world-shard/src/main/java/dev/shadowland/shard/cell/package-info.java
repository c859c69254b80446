/** A cell and the actor that owns its life. */
@NullMarked
package dev.shadowland.shard.cell;

import org.jspecify.annotations.NullMarked;
