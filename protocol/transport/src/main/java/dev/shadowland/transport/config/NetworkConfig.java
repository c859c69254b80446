package dev.shadowland.transport.config;

import dev.shadowland.transport.datagram.NetworkIo;

/**
 * The gateway's socket towards clients.
 *
 * @param port 0..65535, 0 = any free one
 * @param maxPacketSize longest datagram, bytes; always 1200
 * @param receiveBuffer kernel buffer per worker, bytes
 * @param sendBuffer kernel buffer per worker, bytes
 * @param workers threads that receive and send
 * @param sendThreads always 0: workers send for themselves
 * @param io how sockets are driven
 */
public record NetworkConfig(
        String host,
        int port,
        int maxPacketSize,
        int receiveBuffer,
        int sendBuffer,
        int workers,
        int sendThreads,
        NetworkIo io) {}
