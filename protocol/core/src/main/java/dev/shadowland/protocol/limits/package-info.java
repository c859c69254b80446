/** How much a peer may do: rates that cost one number each. */
@NullMarked
package dev.shadowland.protocol.limits;

import org.jspecify.annotations.NullMarked;
