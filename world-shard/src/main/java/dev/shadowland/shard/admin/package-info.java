/** The shard's part of a node's status. */
@NullMarked
package dev.shadowland.shard.admin;

import org.jspecify.annotations.NullMarked;
