/**
 * The duty cycle of a gateway worker: one thread, one socket, its sessions and its links. No
 * allocation per datagram.
 */
@NullMarked
package dev.shadowland.gateway.worker;

import org.jspecify.annotations.NullMarked;
