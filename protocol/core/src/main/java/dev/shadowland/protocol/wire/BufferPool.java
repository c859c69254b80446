package dev.shadowland.protocol.wire;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * A fixed number of equal off-heap buffers, all made at the start: taking and giving back allocate
 * nothing, and memory is bounded. Owned by one thread, buffers included. Giving back twice, giving
 * back another pool's buffer, and touching one that was given back are the caller's mistakes and
 * throw.
 */
public final class BufferPool {
    private final PooledBuffer[] free;
    private final int bufferBytes;
    private int freeCount;

    /**
     * Makes all of the buffers.
     *
     * @param bufferBytes bytes of each, at least 1
     * @param buffers how many, at least 1
     */
    public BufferPool(int bufferBytes, int buffers) {
        if (bufferBytes < 1 || buffers < 1) {
            throw new IllegalArgumentException(buffers + " buffers of " + bufferBytes + " bytes");
        }
        this.bufferBytes = bufferBytes;
        free = new PooledBuffer[buffers];
        for (PooledBuffer _ : free) {
            UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(bufferBytes));
            free[freeCount++] = new PooledBuffer(this, memory);
        }
    }

    /** Takes a buffer, content unspecified; null when all are taken. */
    public @Nullable PooledBuffer tryAcquire() {
        if (freeCount == 0) {
            return null;
        }
        PooledBuffer buffer = free[--freeCount];
        buffer.onAcquired();
        return buffer;
    }

    /**
     * Gives a buffer back.
     *
     * @throws IllegalArgumentException when it is another pool's
     * @throws IllegalStateException when it was given back before
     */
    public void release(PooledBuffer buffer) {
        if (!buffer.isOf(this)) {
            throw new IllegalArgumentException("a buffer of another pool");
        }
        buffer.onReleased();
        free[freeCount++] = buffer;
    }

    /** Bytes of each buffer. */
    public int bufferBytes() {
        return bufferBytes;
    }

    /** Buffers in all. */
    public int capacity() {
        return free.length;
    }

    /** Buffers that can be taken now. */
    public int available() {
        return freeCount;
    }
}
