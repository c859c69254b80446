package dev.shadowland.protocol.crypto;

import java.util.Arrays;

/**
 * Which of the newest sequences were accepted: a ring of bits. Ask {@link #accepts} before opening
 * a datagram and {@link #mark} it only after it was authentic, so that forged numbers cannot move
 * the window. Owned by one thread.
 */
public final class ReplayWindow {
    private final long[] words;
    private final int size;
    private long newest = -1;

    /**
     * An empty window.
     *
     * @param size positions, a power of two, 64..1024
     */
    public ReplayWindow(int size) {
        if (size < 64 || size > 1024 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException(
                    "replay window of " + size + ": a power of two from 64 to 1024");
        }
        this.size = size;
        words = new long[size / 64];
    }

    /**
     * Whether the sequence, not negative, is inside the window or ahead of it and was not marked.
     */
    public boolean accepts(long sequence) {
        if (sequence > newest) {
            return true;
        }
        return newest - sequence < size && (words[word(sequence)] & bit(sequence)) == 0;
    }

    /** Takes note of an authentic sequence that {@link #accepts} let pass. */
    public void mark(long sequence) {
        if (sequence > newest) {
            clear(sequence);
            newest = sequence;
        }
        words[word(sequence)] |= bit(sequence);
    }

    /** Highest sequence marked, -1 before the first. */
    public long newest() {
        return newest;
    }

    private void clear(long upTo) {
        if (newest < 0 || upTo - newest >= size) {
            Arrays.fill(words, 0);
            return;
        }
        for (long sequence = upTo; sequence > newest; sequence--) {
            words[word(sequence)] &= ~bit(sequence);
        }
    }

    private int word(long sequence) {
        return (int) (sequence & (size - 1)) >>> 6;
    }

    private static long bit(long sequence) {
        return 1L << sequence;
    }
}
