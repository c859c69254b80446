package dev.shadowland.loadtest.report;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Times of one kind within the present measuring window: recorded in microseconds up to 60 s
 * (longer ones count as 60 s), told in milliseconds, three significant digits. Any thread records
 * without waiting; reading and restarting lock each other out.
 */
public final class LatencyHistogram {
    private static final long MAX_MICROS = 60_000_000L;
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(MAX_MICROS, DIGITS);
    private final Histogram window = new Histogram(MAX_MICROS, DIGITS);
    private @Nullable Histogram recycled;

    /** Records one; below zero counts as zero. */
    public void record(long durationNs) {
        recorder.recordValue(Math.clamp(durationNs / 1_000, 0L, MAX_MICROS));
    }

    /** Percentiles of the window so far. */
    public synchronized Percentiles millis() {
        collect();
        if (window.getTotalCount() == 0) {
            return Percentiles.NONE;
        }
        return new Percentiles(
                window.getValueAtPercentile(50) / 1e3,
                window.getValueAtPercentile(99) / 1e3,
                window.getValueAtPercentile(99.9) / 1e3,
                window.getMaxValue() / 1e3);
    }

    /** How many were recorded in the window so far. */
    public synchronized long count() {
        collect();
        return window.getTotalCount();
    }

    /** Forgets what was recorded so far. */
    public synchronized void restart() {
        collect();
        window.reset();
    }

    private void collect() {
        Histogram interval = recorder.getIntervalHistogram(recycled);
        window.add(interval);
        recycled = interval;
    }
}
