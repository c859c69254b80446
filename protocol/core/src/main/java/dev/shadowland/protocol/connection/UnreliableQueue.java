package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.reliability.BlockPool;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Whole frames that wait for a datagram and are forgotten once they are in one. Bounded: what finds
 * no room is not sent. Owned by the connection's thread.
 */
final class UnreliableQueue {
    /** Frames that may wait: two messages of the largest size. */
    static final int CAPACITY = 128;

    private final BlockPool pool;
    private final @Nullable UnsafeBuffer[] frames = new UnsafeBuffer[CAPACITY];
    private final short[] lengths = new short[CAPACITY];
    private final boolean[] secrets = new boolean[CAPACITY];
    private int head;
    private int count;
    private int queuedBytes;
    private int heapBytes;
    private boolean wroteFragment;
    private boolean wroteSecret;

    UnreliableQueue(BlockPool pool) {
        this.pool = pool;
    }

    boolean hasRoom(int more) {
        return count + more <= CAPACITY;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int queuedBytes() {
        return queuedBytes;
    }

    int heapBytes() {
        return heapBytes;
    }

    boolean wroteFragment() {
        return wroteFragment;
    }

    boolean wroteSecret() {
        return wroteSecret;
    }

    /** Room for a frame of this length, type and length field included. */
    UnsafeBuffer append(int length, boolean secret) {
        UnsafeBuffer block = pool.take(length);
        int slot = (head + count++) % CAPACITY;
        frames[slot] = block;
        lengths[slot] = (short) length;
        secrets[slot] = secret;
        queuedBytes += length;
        heapBytes += BlockPool.heapBytes(length);
        return block;
    }

    /** Writes frames in turn, as many as fit; {@code mostBytes} is exceeded by at most one. */
    int write(WireWriter writer, int mostBytes) {
        int start = writer.length();
        wroteFragment = false;
        wroteSecret = false;
        while (count > 0
                && writer.length() - start < mostBytes
                && lengths[head] <= writer.remaining()) {
            UnsafeBuffer block = takeHead();
            writer.bytes(block, 0, lengths[head]);
            wroteFragment |= block.getByte(0) == FrameType.FRAGMENT;
            wroteSecret |= secrets[head];
            pool.giveBack(block);
            advance();
        }
        return writer.length() - start;
    }

    private UnsafeBuffer takeHead() {
        UnsafeBuffer block = frames[head];
        if (block == null) {
            throw new IllegalStateException("an empty place in the queue");
        }
        frames[head] = null;
        return block;
    }

    private void advance() {
        queuedBytes -= lengths[head];
        heapBytes -= BlockPool.heapBytes(lengths[head]);
        head = (head + 1) % CAPACITY;
        count--;
    }

    void release() {
        while (count > 0) {
            pool.giveBack(takeHead());
            advance();
        }
    }
}
