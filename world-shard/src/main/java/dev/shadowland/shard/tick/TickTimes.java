package dev.shadowland.shard.tick;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tick times of a node since the last {@link #restart}: counts by duration in classes of 10 µs up to 100 ms. Any thread writes, any
 * reads.
 */
public final class TickTimes implements TickProbe {
    private static final long CLASS_NS = 10_000;
    private static final int CLASSES = 10_000;

    private final AtomicLongArray counts = new AtomicLongArray(CLASSES + 1);
    private final AtomicLong max = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();

    @Override
    public void onTick(long cell, long tick, long scheduledNs, long finishedNs) {
        long durationNs = Math.max(0, finishedNs - scheduledNs);
        counts.getAndIncrement((int) Math.min(durationNs / CLASS_NS, CLASSES));
        ticks.getAndIncrement();
        if (durationNs > max.get()) {
            max.accumulateAndGet(durationNs, Math::max);
        }
    }

    /** Ticks run by all cells. */
    public long ticks() {
        return ticks.get();
    }

    /** Longest tick in milliseconds. */
    public double maxMillis() {
        return max.get() / 1e6;
    }

    /** Upper bound in milliseconds of the fastest {@code fraction} (0..1) of ticks; 0 when there were none. */
    public double percentileMillis(double fraction) {
        long wanted = (long) Math.ceil(ticks.get() * fraction);
        long seen = 0;
        for (int i = 0; i < CLASSES; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return wanted == 0 ? 0 : Math.min(maxMillis(), (i + 1) * CLASS_NS / 1e6);
            }
        }
        return maxMillis();
    }

    /** Starts a new window. Ticks that finish meanwhile may be lost to both. */
    public void restart() {
        for (int i = 0; i <= CLASSES; i++) {
            counts.set(i, 0);
        }
        max.set(0);
        ticks.set(0);
    }
}
