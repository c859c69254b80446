package dev.shadowland.shard.ghost;

import dev.shadowland.protocol.snapshot.EntityRow;

/**
 * Rows of one cell copied out of a {@link CellRows}. Reused; confined to its reader's thread; grows
 * and never shrinks.
 */
public final class RowCopy {
    long tick = -1;
    private long[] words = new long[256 * EntityRow.WORDS];
    private int length;

    /** Tick of the rows. */
    public long tick() {
        return tick;
    }

    /** Number of rows. */
    public int count() {
        return length / EntityRow.WORDS;
    }

    /** The rows, {@link EntityRow#WORDS} longs each. */
    public long[] words() {
        return words;
    }

    void fill(long newTick, long[] source, int newLength) {
        if (words.length < newLength) {
            words = new long[Math.max(newLength, words.length * 2)];
        }
        System.arraycopy(source, 0, words, 0, newLength);
        length = newLength;
        tick = newTick;
    }
}
