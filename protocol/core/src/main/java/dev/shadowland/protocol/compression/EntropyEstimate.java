package dev.shadowland.protocol.compression;

import org.agrona.DirectBuffer;

import java.util.Arrays;

/**
 * A guess, from {@link #SAMPLES} bytes, whether bytes can be compressed at all: how many of them
 * were there before. Owned by one thread.
 */
public final class EntropyEstimate {
    /** Bytes looked at; what is shorter is not worth a look. */
    public static final int SAMPLES = 128;

    /**
     * Noise repeats 27 of 128 bytes, give or take 4; bytes that take only half of all values,
     * evenly, repeat 47.
     */
    private static final int LEAST_REPEATED = 45;

    private static final int WORDS = SAMPLES / Long.BYTES;

    /** A bit for each value of a byte. */
    private final long[] seen = new long[256 / Long.SIZE];

    /** Whether compression can pay. */
    public boolean canPay(DirectBuffer buffer, int offset, int length) {
        if (length < SAMPLES) {
            return false;
        }
        Arrays.fill(seen, 0);
        // Words from one end to the other; which bytes of a record they begin with changes.
        int room = length - Long.BYTES;
        for (int i = 0; i < WORDS; i++) {
            long word = buffer.getLong(offset + room * i / (WORDS - 1));
            for (int k = 0; k < Long.BYTES; k++) {
                // A shift takes its low six bits.
                seen[(int) (word >>> 6) & 3] |= 1L << word;
                word >>>= Byte.SIZE;
            }
        }
        int values = 0;
        for (long bits : seen) {
            values += Long.bitCount(bits);
        }
        return SAMPLES - values >= LEAST_REPEATED;
    }
}
