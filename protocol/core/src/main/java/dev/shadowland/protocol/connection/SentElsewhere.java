package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.reliability.SentWindow;

/**
 * Which of the datagrams that a {@link SentWindow} remembers went to another address than the
 * connection's: what becomes of them says nothing about its path (RFC 9000, 9.4). Empty until the
 * first of them. Owned by the connection's thread.
 */
final class SentElsewhere {
    private long[] bits = new long[0];

    /** A datagram goes out. */
    void onSent(long sequence, boolean elsewhere) {
        if (elsewhere && bits.length == 0) {
            bits = new long[SentWindow.CAPACITY / Long.SIZE];
        }
        if (bits.length > 0) {
            long others = bits[word(sequence)] & ~(1L << sequence);
            bits[word(sequence)] = others | (elsewhere ? 1L << sequence : 0);
        }
    }

    /** Whether a datagram, one of the last {@link SentWindow#CAPACITY}, went elsewhere. */
    boolean contains(long sequence) {
        return bits.length > 0 && (bits[word(sequence)] >>> sequence & 1) != 0;
    }

    private static int word(long sequence) {
        return (int) (sequence & (SentWindow.CAPACITY - 1)) / Long.SIZE;
    }
}
