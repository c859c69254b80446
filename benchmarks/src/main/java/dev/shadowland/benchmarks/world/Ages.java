package dev.shadowland.benchmarks.world;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ages in ticks, by ring. The driver's; does not allocate while it counts. */
public final class Ages {
    private static final int MOST = 1_200;
    private static final double MILLIS_PER_TICK = 1_000.0 / WorldOptions.TICK_RATE;

    private final long[] near = new long[MOST + 1];
    private final long[] middle = new long[MOST + 1];
    private final long[] far = new long[MOST + 1];

    /**
     * What was counted in one ring, in milliseconds.
     *
     * @param hz updates per second that are wanted there
     * @param count ages counted
     */
    public record InRing(int hz, double p50, double p99, double max, long count) {
        /** Milliseconds of two wanted periods. */
        double twoPeriods() {
            return 2_000.0 / hz;
        }
    }

    /** Counts one; ages above {@value #MOST} ticks count as that. */
    void add(Ring ring, long ticks) {
        of(ring)[(int) Math.clamp(ticks, 0, MOST)]++;
    }

    private long[] of(Ring ring) {
        return switch (ring) {
            case NEAR -> near;
            case MIDDLE -> middle;
            case FAR -> far;
        };
    }

    /** Milliseconds by ring, without the rings in which nothing was counted. */
    Map<String, InRing> millis(Rates rates) {
        Map<String, InRing> result = new LinkedHashMap<>();
        for (Ring ring : Ring.values()) {
            long[] counts = of(ring);
            long total = 0;
            for (long count : counts) {
                total += count;
            }
            if (total > 0) {
                result.put(
                        ring.text(),
                        new InRing(
                                rates.hz(ring),
                                percentile(counts, total, 0.5),
                                percentile(counts, total, 0.99),
                                percentile(counts, total, 1),
                                total));
            }
        }
        return result;
    }

    private static double percentile(long[] counts, long total, double share) {
        long left = (long) Math.ceil(total * share);
        int ticks = 0;
        for (; ticks < MOST && left > counts[ticks]; ticks++) {
            left -= counts[ticks];
        }
        return ticks * MILLIS_PER_TICK;
    }
}
