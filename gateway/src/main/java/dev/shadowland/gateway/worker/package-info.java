/**
 * The duty cycle of a gateway worker: one thread, one socket, its sessions and its links. No
 * allocation per datagram.
 */
@HotPath
@NullMarked
package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.HotPath;

import org.jspecify.annotations.NullMarked;
