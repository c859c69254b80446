package dev.shadowland.transport.datagram;

import dev.shadowland.transport.status.Counters;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.net.InetSocketAddress;

/**
 * A server's UDP socket, used in batches and owned by one thread. Network errors never leave {@code
 * receive} or {@code send}: they are counted. Only {@link #counters} and {@link #localAddress} may
 * be called from other threads, and {@link #close} once the owner thread no longer uses it.
 *
 * <p>A datagram is best composed where it leaves from: {@link #claim}, write at that offset of
 * {@link #sendBuffer}, {@link #commit}.
 */
public interface DatagramPort extends AutoCloseable {
    /**
     * Longest datagram that arrives whole; the protocol's own limit is lower, so oversize ones are
     * recognised.
     */
    int RECEIVE_LENGTH = 2048;

    /** Longest datagram that can be sent. */
    int SEND_LENGTH = 2048;

    /**
     * Hands at most {@code limit} waiting datagrams to the handler and returns how many; never
     * waits.
     */
    int receive(DatagramHandler handler, int limit);

    /**
     * Sends a datagram, or queues it until {@link #flush}. The bytes are taken before this returns.
     * Not between {@link #claim} and {@link #commit}.
     *
     * @return false when it was dropped, which is counted; what is queued may still be dropped,
     *     which is only counted
     */
    boolean send(
            long addressHi, long addressLo, int port, DirectBuffer buffer, int offset, int length);

    /** Where datagrams are composed; the same one for the port's life. */
    MutableDirectBuffer sendBuffer();

    /**
     * Room for a datagram of {@link #SEND_LENGTH} bytes, until the next claim or send; one that is
     * not committed was never there.
     *
     * @return its offset in {@link #sendBuffer}
     */
    int claim();

    /** Sends or queues what was composed in the room claimed last, as {@link #send} does. */
    boolean commit(long addressHi, long addressLo, int port, int length);

    /** Hands everything queued to the kernel and returns how many datagrams that were. */
    int flush();

    /** Counts by {@link DatagramCount}. */
    Counters counters();

    /** Where the socket is bound. */
    InetSocketAddress localAddress();

    /** Bytes of receive and send buffer the kernel granted; it may be less than was asked. */
    SocketBuffers grantedBuffers();

    /**
     * Whether datagrams that the kernel drops for want of room in the socket are counted, as {@link
     * DatagramCount#DROPPED_RECEIVE_BUFFER_FULL}; else they are lost unseen.
     */
    boolean countsKernelDrops();

    /** How it works: {@link NetworkIo#BATCH} or {@link NetworkIo#NIO}. */
    NetworkIo io();

    @Override
    void close();
}
