package dev.shadowland.protocol.reliability;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory for messages that wait: blocks of three sizes, taken and given back, so that steady
 * traffic allocates nothing. It keeps at most {@link #KEPT_BYTES} of each size for later. Owned by
 * one thread, and shared by the connections of that thread.
 */
public final class BlockPool {
    /** Bytes of the largest block: the most content that a message in one datagram can have. */
    public static final int LARGEST = 1168;

    /** Free memory kept of each size. */
    public static final int KEPT_BYTES = 4 << 20;

    /** Bytes of the objects around a block. */
    private static final int AROUND_BLOCK = 64;

    private static final int[] SIZES = {64, 256, LARGEST};
    private static final int FIRST_CAPACITY = 16;

    private final UnsafeBuffer[][] free = new UnsafeBuffer[SIZES.length][0];
    private final int[] freeCount = new int[SIZES.length];
    private long takenBytes;

    /**
     * A block for so many bytes; its content is unspecified.
     *
     * @param length 0..{@link #LARGEST}
     */
    public UnsafeBuffer take(int length) {
        int size = sizeFor(length);
        takenBytes += SIZES[size];
        if (freeCount[size] == 0) {
            return new UnsafeBuffer(new byte[SIZES[size]]);
        }
        return free[size][--freeCount[size]];
    }

    /** Gives a block back; whoever had it must forget it. */
    public void giveBack(UnsafeBuffer block) {
        int size = sizeFor(block.capacity());
        takenBytes -= SIZES[size];
        int count = freeCount[size];
        if (count * (long) SIZES[size] >= KEPT_BYTES) {
            return;
        }
        if (count == free[size].length) {
            UnsafeBuffer[] more = new UnsafeBuffer[Math.max(FIRST_CAPACITY, 2 * count)];
            System.arraycopy(free[size], 0, more, 0, count);
            free[size] = more;
        }
        free[size][count] = block;
        freeCount[size]++;
    }

    /** Bytes of all blocks that are out. */
    public long takenBytes() {
        return takenBytes;
    }

    /** Bytes, as the heap counts them, of the block that {@link #take} gives for so many. */
    public static int heapBytes(int length) {
        return SIZES[sizeFor(length)] + AROUND_BLOCK;
    }

    private static int sizeFor(int length) {
        for (int i = 0; i < SIZES.length; i++) {
            if (length <= SIZES[i]) {
                return i;
            }
        }
        throw new IllegalArgumentException("a block of " + length + " bytes");
    }
}
