package dev.shadowland.transport.datagram;

import dev.shadowland.transport.status.Counters;

import org.agrona.DirectBuffer;

import java.net.InetSocketAddress;

/**
 * A server's UDP socket, used in batches and owned by one thread. Network errors never leave {@code
 * receive} or {@code send}: they are counted. Only {@link #counters}, {@link #localAddress} and
 * {@link #close} may be called from other threads.
 */
public interface DatagramPort extends AutoCloseable {
    /**
     * Longest datagram that arrives whole; the protocol's own limit is lower, so oversize ones are
     * recognised.
     */
    int RECEIVE_LENGTH = 2048;

    /**
     * Hands at most {@code limit} waiting datagrams to the handler and returns how many; never
     * waits.
     */
    int receive(DatagramHandler handler, int limit);

    /**
     * Sends a datagram, or queues it until {@link #flush}. The bytes are taken before this returns.
     *
     * @return false when it was dropped, which is counted
     */
    boolean send(
            long addressHi, long addressLo, int port, DirectBuffer buffer, int offset, int length);

    /** Hands everything queued to the kernel and returns how many datagrams that were. */
    int flush();

    /** Counts by {@link DatagramCount}. */
    Counters counters();

    /** Where the socket is bound. */
    InetSocketAddress localAddress();

    /** Bytes of receive and send buffer the kernel granted; it may be less than was asked. */
    SocketBuffers grantedBuffers();

    @Override
    void close();
}
