package dev.shadowland.loadtest.bot;

import dev.shadowland.loadtest.report.LatencyHistogram;

/**
 * The inputs that no snapshot has acknowledged, and how long each of them waits. Every input is
 * recorded once. When each of the newest {@value #KEPT} went out is kept, and of the older ones
 * when the oldest did: those between are taken to have gone out evenly, as a bot sends them. Owned
 * by the bot's thread; does not allocate.
 */
final class OpenInputs {
    private static final int KEPT = 64;

    private final long[] sentNs = new long[KEPT];
    private final LatencyHistogram waited;
    private long acknowledged;
    private long newest;
    private long oldestNs;

    /** None is open, the next is the one after {@code acknowledged}. */
    OpenInputs(long acknowledged, LatencyHistogram waited) {
        this.acknowledged = acknowledged;
        this.waited = waited;
        newest = acknowledged;
    }

    /** The next input goes out. */
    void add(long nowNs) {
        if (newest == acknowledged) {
            oldestNs = nowNs;
        }
        newest++;
        sentNs[index(newest)] = nowNs;
    }

    /** A snapshot tells of all inputs up to this one, which may be none of ours. */
    void acknowledge(long number, long nowNs) {
        long last = Math.min(number, newest);
        while (acknowledged < last) {
            waited.record(nowNs - oldestNs);
            passOldest();
        }
    }

    private void passOldest() {
        acknowledged++;
        long next = acknowledged + 1;
        long firstKept = newest - KEPT + 1;
        if (next >= firstKept) {
            oldestNs = sentNs[index(next)];
        } else {
            oldestNs += (sentNs[index(firstKept)] - oldestNs) / (firstKept - acknowledged);
        }
    }

    /** Nobody waits any longer: each input that is open counts with the age that it has. */
    void end(long nowNs) {
        acknowledge(newest, nowNs);
    }

    private static int index(long number) {
        return (int) number & (KEPT - 1);
    }
}
