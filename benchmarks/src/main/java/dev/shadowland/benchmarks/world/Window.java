package dev.shadowland.benchmarks.world;

import dev.shadowland.transport.status.TickMillis;

import java.util.Arrays;

/** What the ticks of a measuring window took. The driver's; does not allocate while it counts. */
final class Window {
    private static final double NS_PER_MILLI = 1e6;

    private final long[] tookNs;
    private int ran;
    private int skipped;
    private int allocating;
    private int eased;
    private int highestRung;
    private long allocatedBytes;

    /** A window in which so many ticks are due; when none of them runs, one more does. */
    Window(int due) {
        tookNs = new long[due + 1];
    }

    /**
     * A tick ran.
     *
     * @param ns from when it was due to its last flush
     * @param bytes that it allocated
     * @param rung highest rung of the overload ladder that a cell was on
     */
    void add(long ns, long bytes, int rung) {
        ran++;
        note(ns);
        allocatedBytes += bytes;
        allocating += bytes > 0 ? 1 : 0;
        eased += rung > 0 ? 1 : 0;
        highestRung = Math.max(highestRung, rung);
    }

    /**
     * A tick did not run, for the one before was not done.
     *
     * @param ns from when it was due to the last flush of the one that ran in its stead
     */
    void skip(long ns) {
        skipped++;
        note(ns);
    }

    private void note(long ns) {
        tookNs[ran + skipped - 1] = ns;
    }

    /** Ticks that ran. */
    int ran() {
        return ran;
    }

    /** Ticks that were due and did not run, for the one before was not done. */
    int skipped() {
        return skipped;
    }

    /** Highest rung of the overload ladder that a cell was on. */
    int highestRung() {
        return highestRung;
    }

    /** Share of the ticks in which a cell was on a rung, 0..1. */
    double easedShare() {
        return (double) eased / Math.max(1, ran);
    }

    /**
     * Percentiles of the ticks that were due, those that were skipped included: each the least time
     * that so many ticks did not exceed.
     */
    TickMillis millis() {
        if (ran + skipped == 0) {
            return TickMillis.NONE;
        }
        long[] sorted = Arrays.copyOf(tookNs, ran + skipped);
        Arrays.sort(sorted);
        return new TickMillis(
                percentile(sorted, 0.5), percentile(sorted, 0.99), percentile(sorted, 1));
    }

    private static double percentile(long[] sorted, double share) {
        return sorted[(int) Math.ceil(sorted.length * share) - 1] / NS_PER_MILLI;
    }

    /** Bytes that a tick allocated, on average. */
    double allocatedBytesPerTick() {
        return (double) allocatedBytes / Math.max(1, ran);
    }

    /**
     * Ticks that allocated anything: few of them are the JVM's, which makes a class's strings when
     * it compiles a method of it for good.
     */
    int allocating() {
        return allocating;
    }
}
