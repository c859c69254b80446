/** Who is near whom: one cell's view of the world, its grid, and the rule of enter and leave. */
@NullMarked
package dev.shadowland.shard.interest;

import org.jspecify.annotations.NullMarked;
