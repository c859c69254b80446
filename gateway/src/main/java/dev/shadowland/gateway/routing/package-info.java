/** Where a session's frames go, and which shard may speak to it. */
@NullMarked
package dev.shadowland.gateway.routing;

import org.jspecify.annotations.NullMarked;
