package dev.shadowland.protocol.wire;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A buffer on loan from a {@link BufferPool}, from {@link BufferPool#tryAcquire} to {@link
 * BufferPool#release}. Confined to the pool's thread; keep no reference to {@link #buffer} beyond
 * the loan.
 */
public final class PooledBuffer {
    private final BufferPool pool;
    private final UnsafeBuffer memory;
    private boolean onLoan;

    PooledBuffer(BufferPool pool, UnsafeBuffer memory) {
        this.pool = pool;
        this.memory = memory;
    }

    /**
     * The memory.
     *
     * @throws IllegalStateException when it was given back
     */
    public UnsafeBuffer buffer() {
        if (!onLoan) {
            throw new IllegalStateException("the buffer was given back");
        }
        return memory;
    }

    boolean isOf(BufferPool other) {
        return pool == other;
    }

    void onAcquired() {
        onLoan = true;
    }

    void onReleased() {
        if (!onLoan) {
            throw new IllegalStateException("the buffer was given back before");
        }
        onLoan = false;
    }
}
