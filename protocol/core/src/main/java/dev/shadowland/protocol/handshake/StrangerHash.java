package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.wire.PeerAddress;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Hashes what strangers choose, for a table that they fill: the sum of its 32-bit words, each times
 * a random multiplier, of which the upper half counts. Whoever does not know the multipliers makes
 * any two share a hash with a chance of 2⁻³² only.
 */
final class StrangerHash {
    private static final int KEY_WORDS = 8;
    private static final int WORDS = KEY_WORDS + 6;

    private final long[] multipliers = new long[WORDS];
    private final long start;

    /** A hash of its own; {@code random} is secure outside of tests. */
    StrangerHash(RandomGenerator random) {
        for (int i = 0; i < WORDS; i++) {
            multipliers[i] = random.nextLong();
        }
        start = random.nextLong();
    }

    /** The hash; of the client key its first 32 bytes. */
    int of(PeerAddress from, ByteBuffer clientKey, int version) {
        long sum = start;
        for (int i = 0; i < KEY_WORDS; i++) {
            sum += term(i, clientKey.getInt(i * Integer.BYTES));
        }
        sum += term(KEY_WORDS, from.hi()) + term(KEY_WORDS + 1, from.hi() >>> Integer.SIZE);
        sum += term(KEY_WORDS + 2, from.lo()) + term(KEY_WORDS + 3, from.lo() >>> Integer.SIZE);
        sum += term(KEY_WORDS + 4, from.port()) + term(KEY_WORDS + 5, version);
        return (int) (sum >>> Integer.SIZE);
    }

    private long term(int word, long value) {
        return multipliers[word] * (value & 0xFFFF_FFFFL);
    }
}
