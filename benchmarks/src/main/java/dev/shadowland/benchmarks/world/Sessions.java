package dev.shadowland.benchmarks.world;

import dev.shadowland.protocol.backplane.SessionId;

/**
 * What the gateway's half keeps per session, one cache line each. In a tick a line belongs to the
 * thread that runs the session's cell, between ticks to the driver. Session {@code i} has the
 * serial {@code i}.
 */
final class Sessions {
    /** Node id of the gateway that there is none of. */
    static final int GATEWAY = 900;

    /** Longs per line. */
    static final int WORDS = 8;

    /** Ticks whose snapshot arrived and is not acknowledged yet: bit k is the k-th newest. */
    static final int ARRIVED = 0;

    /** Ticks whose snapshot was lost and is not reported yet. */
    static final int LOST = 1;

    /** Bytes of the snapshot of this tick, 0 without one. */
    static final int BYTES = 2;

    /** Cell of the route. */
    static final int CELL = 3;

    /** Generation of the route: a lower one's snapshot does not change it. */
    static final int GENERATION = 4;

    /**
     * Index of the session among those whose snapshots are read, {@link #UNREAD} for the others.
     */
    static final int SAMPLE = 5;

    /** See {@link #SAMPLE}. */
    static final long UNREAD = -1;

    private final int count;
    private final long[] words;

    /** So many sessions, all words 0 but {@link #SAMPLE}. */
    Sessions(int count) {
        this.count = count;
        this.words = new long[count * WORDS];
        for (int i = 0; i < count; i++) {
            words[i * WORDS + SAMPLE] = UNREAD;
        }
    }

    /** Name of a session. */
    static long id(int index) {
        return SessionId.of(GATEWAY, 0, index);
    }

    /** Index of a session by its name. */
    static int indexOf(long id) {
        return (int) id;
    }

    /** Number of sessions. */
    int count() {
        return count;
    }

    /** The lines. */
    long[] words() {
        return words;
    }
}
