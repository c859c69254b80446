/** Acknowledgement of datagrams and the round-trip time. */
@NullMarked
package dev.shadowland.protocol.reliability;

import org.jspecify.annotations.NullMarked;
