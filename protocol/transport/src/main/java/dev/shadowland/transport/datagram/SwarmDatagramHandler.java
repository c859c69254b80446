package dev.shadowland.transport.datagram;

import org.agrona.MutableDirectBuffer;

/** Takes datagrams from {@link SwarmSockets}. Called by the owner thread, within {@code poll}. */
@FunctionalInterface
public interface SwarmDatagramHandler {
    /**
     * One datagram for the socket {@code handle}; the bytes may be changed and are valid until this
     * returns.
     */
    void onDatagram(int handle, MutableDirectBuffer buffer, int offset, int length);
}
