package dev.shadowland.transport.datagram;

import org.agrona.MutableDirectBuffer;

/**
 * Takes datagrams from a {@link DatagramPort}. Called by the port's owner thread, within {@code
 * receive}.
 */
@FunctionalInterface
public interface DatagramHandler {
    /**
     * One datagram. The address is 128-bit IPv6 in network order, an IPv4 one mapped ({@code
     * ::ffff:a.b.c.d}). The bytes may be changed (opened in place) and are valid until this
     * returns; {@code length} is the real length and may exceed what the protocol allows.
     */
    void onDatagram(
            long addressHi,
            long addressLo,
            int port,
            MutableDirectBuffer buffer,
            int offset,
            int length);
}
