package dev.shadowland.protocol.compression;

import org.agrona.DirectBuffer;

import java.util.Arrays;

/**
 * A guess, from at most {@link #SAMPLES} bytes, whether bytes can be compressed at all: how often
 * two samples are equal, against how often they would be in noise. Owned by one thread.
 */
public final class EntropyEstimate {
    /** Bytes looked at. */
    public static final int SAMPLES = 256;

    /** Noise repeats a byte in one of 256 pairs; less than twice that is noise. */
    private static final int LEAST_OF_NOISE = 2;

    private final short[] counts = new short[256];

    /** Whether compression can pay. */
    public boolean canPay(DirectBuffer buffer, int offset, int length) {
        int samples = Math.min(SAMPLES, length);
        if (samples < 2) {
            return false;
        }
        // An odd step looks at every byte of a record of two or four in turn.
        int step = length / samples | 1;
        int equalPairs = 0;
        Arrays.fill(counts, (short) 0);
        for (int i = 0, at = 0; i < samples; i++, at = (at + step) % length) {
            equalPairs += counts[buffer.getByte(offset + at) & 0xFF]++;
        }
        long pairs = samples * (samples - 1L) / 2;
        return equalPairs * 256L >= LEAST_OF_NOISE * pairs;
    }
}
