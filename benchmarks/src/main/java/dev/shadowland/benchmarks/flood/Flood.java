package dev.shadowland.benchmarks.flood;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sends at a rate, so far as the machine lets it. One thread. */
final class Flood {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long TURN_NS = 1_000_000L;

    /** Sends about so many at once; returns how many the kernel took. */
    @FunctionalInterface
    interface Source {
        int send(int most);
    }

    private Flood() {}

    /**
     * Sends until the time is over or the claim holds. What the machine has no time for is not made
     * up for later.
     *
     * @return datagrams that the kernel took
     */
    static long run(Source source, int perSecond, long durationNs, BooleanSupplier isOver) {
        long startNs = System.nanoTime();
        long sent = 0;
        double due = 0;
        long lastNs = startNs;
        for (long nowNs = startNs;
                nowNs - startNs < durationNs && !isOver.getAsBoolean();
                nowNs = System.nanoTime()) {
            due =
                    Math.min(
                            perSecond / 100.0,
                            due + (nowNs - lastNs) * (double) perSecond / NS_PER_SECOND);
            lastNs = nowNs;
            if (due < 1) {
                LockSupport.parkNanos(TURN_NS);
                continue;
            }
            int taken = source.send((int) due);
            sent += taken;
            due -= Math.max(1, taken);
        }
        return sent;
    }
}
