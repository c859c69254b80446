/** Acknowledgement of datagrams and the round-trip time. */
@HotPath
@NullMarked
package dev.shadowland.protocol.reliability;

import dev.shadowland.protocol.HotPath;

import org.jspecify.annotations.NullMarked;
