package dev.shadowland.protocol.fragment;

import dev.shadowland.protocol.reliability.HeldMemory;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The pieces of one whole that arrived, one bit for each. Reused. Owned by one thread. */
final class FragmentSet {
    /** Bytes of it without pieces. */
    static final int OWN_BYTES = 384;

    private final @Nullable UnsafeBuffer[] pieces =
            new UnsafeBuffer[Fragments.count(Fragments.MOST_TOTAL)];
    private int id;
    private int total;
    private int heldBytes;
    private long bits;
    private long startedNs;

    void start(int fragmentId, int totalSize, long nowNs) {
        id = fragmentId;
        total = totalSize;
        heldBytes = 0;
        bits = 0;
        startedNs = nowNs;
    }

    int id() {
        return id;
    }

    int total() {
        return total;
    }

    int heldBytes() {
        return heldBytes;
    }

    long startedNs() {
        return startedNs;
    }

    boolean has(int index) {
        return (bits & 1L << index) != 0;
    }

    void add(int index, UnsafeBuffer piece, int length) {
        pieces[index] = piece;
        bits |= 1L << index;
        heldBytes += length;
    }

    boolean isComplete() {
        return Long.bitCount(bits) == Fragments.count(total);
    }

    void copyTo(MutableDirectBuffer whole) {
        for (int index = 0; index < Fragments.count(total); index++) {
            UnsafeBuffer piece = pieces[index];
            if (piece != null) {
                whole.putBytes(index * Fragments.PIECE, piece, 0, Fragments.length(total, index));
            }
        }
    }

    void release(HeldMemory.Share memory) {
        for (int index = 0; index < pieces.length; index++) {
            UnsafeBuffer piece = pieces[index];
            if (piece != null) {
                pieces[index] = null;
                memory.giveBack(piece);
            }
        }
        bits = 0;
        heldBytes = 0;
    }
}
