/**
 * Sockets for datagrams, batch oriented: the server's ports and the bots' swarm of connected
 * sockets.
 */
@NullMarked
package dev.shadowland.transport.datagram;

import org.jspecify.annotations.NullMarked;
