/** What each viewer has been told, and what it is told next. */
@NullMarked
package dev.shadowland.shard.replication;

import org.jspecify.annotations.NullMarked;
