package dev.shadowland.benchmarks.world;

import java.util.concurrent.locks.LockSupport;

/**
 * The world's time in nanoseconds since it began. It stands still while the gateway's half keeps
 * the next tick waiting, for that half runs elsewhere in earnest. Set by the driver between ticks;
 * the threads of a tick read it.
 */
final class WorldClock {
    /** A parked thread comes up to so late. */
    static final long WAKE_NS = 500_000;

    private long zeroNs = System.nanoTime();
    private long stoodNs;

    /** Now. */
    long nowNs() {
        return System.nanoTime() - zeroNs;
    }

    /** Begins anew. */
    void restart() {
        zeroNs = System.nanoTime();
    }

    /** Takes back so much time. */
    void standStill(long ns) {
        zeroNs += ns;
        stoodNs += ns;
    }

    /** How much time was taken back. */
    long stoodNs() {
        return stoodNs;
    }

    /** Waits for a time, which may have passed. */
    void await(long dueNs) {
        for (long left = dueNs - nowNs(); left > 0; left = dueNs - nowNs()) {
            if (left > WAKE_NS) {
                LockSupport.parkNanos(left - WAKE_NS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
