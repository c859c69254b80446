package dev.shadowland.transport.status;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * How long ticks took in the present measuring window. Any number of tick threads record without
 * waiting; reading and restarting lock each other out, never a recorder. Durations from 1 µs to 60
 * s, two significant digits; longer ones count as 60 s.
 */
public final class TickHistogram {
    private static final long MAX_MICROS = 60_000_000L;

    private final Recorder recorder = new Recorder(MAX_MICROS, 2);
    private final Histogram window = new Histogram(MAX_MICROS, 2);
    private @Nullable Histogram recycled;

    /** Records one tick; {@code durationNs} below zero counts as zero. Tick threads. */
    public void record(long durationNs) {
        recorder.recordValue(Math.clamp(durationNs / 1_000, 0L, MAX_MICROS));
    }

    /** Milliseconds of the window so far. */
    public synchronized TickMillis millis() {
        collect();
        if (window.getTotalCount() == 0) {
            return TickMillis.NONE;
        }
        return new TickMillis(
                window.getValueAtPercentile(50) / 1e3,
                window.getValueAtPercentile(99) / 1e3,
                window.getMaxValue() / 1e3);
    }

    /** Ticks recorded in the window so far. */
    public synchronized long count() {
        collect();
        return window.getTotalCount();
    }

    /** Forgets what was recorded so far. */
    public synchronized void restartWindow() {
        collect();
        window.reset();
    }

    private void collect() {
        Histogram interval = recorder.getIntervalHistogram(recycled);
        window.add(interval);
        recycled = interval;
    }
}
