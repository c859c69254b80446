/** Who stands in whose way. */
@NullMarked
package dev.shadowland.shard.collision;

import org.jspecify.annotations.NullMarked;
