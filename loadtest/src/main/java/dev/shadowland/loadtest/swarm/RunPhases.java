package dev.shadowland.loadtest.swarm;

import java.util.Locale;

/**
 * The phases of a run: RAMP until all bots are connected or patience ends → SETTLING → MEASURING →
 * DONE. Time is passed in, nanoseconds of any origin. Owned by one thread.
 */
final class RunPhases {
    /** Where a run stands. */
    enum Phase {
        RAMP,
        SETTLING,
        MEASURING,
        DONE;

        /** In words. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final RunTimes times;
    private final long startedNs;
    private Phase phase = Phase.RAMP;
    private long rampEndedNs;
    private long windowBeganNs;
    private long windowEndedNs;
    private boolean complete;
    private boolean measured;

    RunPhases(RunTimes times, long nowNs) {
        this.times = times;
        startedNs = nowNs;
    }

    /** Whole seconds since the present phase began. */
    long seconds(long nowNs) {
        long began =
                switch (phase) {
                    case RAMP -> startedNs;
                    case SETTLING -> rampEndedNs;
                    case MEASURING, DONE -> windowBeganNs;
                };
        return (nowNs - began) / 1_000_000_000L;
    }

    Phase phase() {
        return phase;
    }

    /**
     * Moves on as far as time and connections allow, one phase per call; returns whether it did.
     */
    boolean advance(long nowNs, boolean allConnected) {
        return switch (phase) {
            case RAMP -> {
                complete = allConnected;
                boolean over = allConnected || nowNs - startedNs >= times.rampLimit().toNanos();
                rampEndedNs = nowNs;
                yield over && moveTo(Phase.SETTLING);
            }
            case SETTLING -> {
                windowBeganNs = nowNs;
                yield nowNs - rampEndedNs >= times.settle().toNanos() && moveTo(Phase.MEASURING);
            }
            case MEASURING -> {
                measured = true;
                windowEndedNs = nowNs;
                boolean bounded = !times.window().isZero();
                yield bounded
                        && nowNs - windowBeganNs >= times.window().toNanos()
                        && moveTo(Phase.DONE);
            }
            case DONE -> false;
        };
    }

    /** Ends the run here. */
    void stop(long nowNs) {
        if (phase == Phase.RAMP) {
            rampEndedNs = nowNs;
        }
        if (phase == Phase.MEASURING) {
            measured = true;
            windowEndedNs = nowNs;
        }
        phase = Phase.DONE;
    }

    private boolean moveTo(Phase next) {
        phase = next;
        return true;
    }

    /** Whether the ramp ended with every bot connected. */
    boolean rampComplete() {
        return complete;
    }

    /** Seconds of the ramp, so far or in all. */
    double rampSeconds() {
        return (rampEndedNs - startedNs) / 1e9;
    }

    /** Seconds of the measuring window, so far or in all; 0 when it never began. */
    double windowSeconds() {
        return measured ? (windowEndedNs - windowBeganNs) / 1e9 : 0;
    }
}
