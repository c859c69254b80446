/**
 * UDP on Linux by its own calls, many datagrams a call: the lowest layer under a {@code
 * DatagramPort}. Knows nothing of the protocol and counts nothing.
 */
@HotPath
@NullMarked
package dev.shadowland.transport.datagram.linux;

import dev.shadowland.protocol.HotPath;

import org.jspecify.annotations.NullMarked;
