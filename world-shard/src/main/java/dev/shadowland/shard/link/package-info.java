/** The way out of a node, as its cells see it. */
@NullMarked
package dev.shadowland.shard.link;

import org.jspecify.annotations.NullMarked;
