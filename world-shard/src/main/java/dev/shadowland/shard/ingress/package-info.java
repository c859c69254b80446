/** Where frames of other nodes come in: checks, drops, inbound rings. */
@NullMarked
package dev.shadowland.shard.ingress;

import org.jspecify.annotations.NullMarked;
