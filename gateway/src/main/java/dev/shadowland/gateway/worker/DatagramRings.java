package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.transport.datagram.DatagramHandler;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Datagrams that the kernel gave to another worker's socket than their connection's, on their way
 * to the owner: it spreads them by address and port, and a client that moved has others. One
 * bounded ring of bytes per owner, allocated at the start. Any worker may write, only the owner
 * reads.
 *
 * <pre>hi i64 · lo i64 · port i32 · datagram</pre>
 */
public final class DatagramRings {
    private static final int RING_BYTES = 1 << 19;
    private static final int TYPE = 1;
    private static final int LO_OFFSET = Long.BYTES;
    private static final int PORT_OFFSET = 2 * Long.BYTES;
    private static final int DATAGRAM_OFFSET = 2 * Long.BYTES + Integer.BYTES;

    private final RingBuffer[] rings;

    /** A ring for each worker; a lone one needs none. */
    public DatagramRings(int workers) {
        rings = new RingBuffer[workers > 1 ? workers : 0];
        Arrays.setAll(rings, _ -> ring());
    }

    private static RingBuffer ring() {
        int bytes = RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH;
        return new ManyToOneRingBuffer(new UnsafeBuffer(ByteBuffer.allocateDirect(bytes)));
    }

    /** Whether there is such a worker. */
    boolean knows(int worker) {
        return worker < rings.length;
    }

    /** Passes a datagram of at most 1200 bytes on; false when the ring is full. Any worker. */
    boolean offer(
            int owner, long hi, long lo, int port, DirectBuffer buffer, int offset, int length) {
        RingBuffer ring = rings[owner];
        int at = ring.tryClaim(TYPE, DATAGRAM_OFFSET + length);
        if (at < 0) {
            return false;
        }
        ring.buffer().putLong(at, hi);
        ring.buffer().putLong(at + LO_OFFSET, lo);
        ring.buffer().putInt(at + PORT_OFFSET, port);
        ring.buffer().putBytes(at + DATAGRAM_OFFSET, buffer, offset, length);
        ring.commit(at);
        return true;
    }

    /** The end at which the owner reads. */
    Reader reader(int owner, DatagramHandler handler) {
        return new Reader(owner, handler);
    }

    /** Reads one ring; on the owner's thread. */
    final class Reader implements MessageHandler {
        private final UnsafeBuffer datagram =
                new UnsafeBuffer(ByteBuffer.allocateDirect(PacketHeader.MAX_DATAGRAM));
        private final int owner;
        private final DatagramHandler handler;

        private Reader(int owner, DatagramHandler handler) {
            this.owner = owner;
            this.handler = handler;
        }

        /** Hands at most {@code limit} datagrams on and returns how many. */
        int poll(int limit) {
            return knows(owner) ? rings[owner].read(this, limit) : 0;
        }

        @Override
        public void onMessage(int type, MutableDirectBuffer ring, int index, int length) {
            int size = length - DATAGRAM_OFFSET;
            datagram.putBytes(0, ring, index + DATAGRAM_OFFSET, size);
            handler.onDatagram(
                    ring.getLong(index),
                    ring.getLong(index + LO_OFFSET),
                    ring.getInt(index + PORT_OFFSET),
                    datagram,
                    0,
                    size);
        }
    }
}
