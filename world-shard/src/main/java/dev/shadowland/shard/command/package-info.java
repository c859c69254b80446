/** What clients command and what the world tells one client, each exactly once. */
@NullMarked
package dev.shadowland.shard.command;

import org.jspecify.annotations.NullMarked;
