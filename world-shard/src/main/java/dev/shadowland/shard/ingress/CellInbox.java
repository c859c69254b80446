package dev.shadowland.shard.ingress;

import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * The inbound ring of one cell under one epoch: the ingress thread and the node's other cells
 * append checked frames, the cell's thread drains it at the start of a tick. Messages are whole
 * backplane frames; their type is the template id.
 */
public final class CellInbox {
    private final long cell;
    private final long epoch;
    private final ManyToOneRingBuffer ring;

    /** A ring of at least {@code capacity} bytes. */
    public CellInbox(long cell, long epoch, int capacity) {
        this.cell = cell;
        this.epoch = epoch;
        int size = BitUtil.findNextPositivePowerOfTwo(capacity);
        this.ring =
                new ManyToOneRingBuffer(
                        new UnsafeBuffer(
                                ByteBuffer.allocateDirect(
                                        size + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    /** Key of the cell. */
    public long cell() {
        return cell;
    }

    /** Epoch under which the cell runs here. */
    public long epoch() {
        return epoch;
    }

    /** Appends a frame addressed to an epoch; says why it could not. Any thread. */
    public @Nullable DropReason offer(long toEpoch, DirectBuffer buffer, int offset, int length) {
        if (toEpoch != epoch) {
            return DropReason.STALE_EPOCH;
        }
        boolean taken =
                length <= ring.maxMsgLength()
                        && ring.write(
                                BackplaneFrame.template(buffer, offset), buffer, offset, length);
        return taken ? null : DropReason.RING_FULL;
    }

    /** Hands frames to the handler and returns how many. The cell's thread only. */
    public int drain(MessageHandler handler, int limit) {
        return ring.read(handler, limit);
    }
}
