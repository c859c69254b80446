package dev.shadowland.benchmarks.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Has every client ask so many times a second, a group of them at a time, the groups spread over
 * the interval. Before it asks, a client takes its answers. What is open when a pace is made, and
 * what a {@link #drain} did not bring, is lost and never waited for. Owned by one thread.
 */
public final class Pace {
    /** As many as LIMITS' calls of 64 datagrams. */
    static final int GROUP = 64;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int MOST_BEHIND = 8;
    private static final long DRAIN_NS = 1_000_000_000L;
    private static final long STUCK_NS = 200_000_000L;

    private final EchoLoad load;
    private final LongSupplier clock;
    private long lost;
    private long skipped;
    private int next;

    /** A pace of this load by this clock, nanoseconds since 1970. */
    public Pace(EchoLoad load, LongSupplier clock) {
        this.load = load;
        this.clock = clock;
        lost = open();
    }

    private long open() {
        return load.asked() - load.answered();
    }

    /** Asks at {@code rateHz} per client for so long; the last answers are still to come. */
    public void run(int rateHz, long durationNs) {
        int group = Math.min(GROUP, load.clients());
        long turnNs = NS_PER_SECOND * group / ((long) load.clients() * rateHz);
        long startNs = System.nanoTime();
        for (long dueNs = startNs; dueNs - startNs < durationNs; dueNs += turnNs) {
            awaitNanoTime(dueNs);
            turn(group);
            long behindNs = System.nanoTime() - dueNs;
            if (behindNs > MOST_BEHIND * turnNs) {
                long turns = behindNs / turnNs;
                skipped += turns * group;
                dueNs += turns * turnNs;
            }
        }
    }

    /**
     * Asks as fast as this thread can for so long, about {@code window} unanswered per client; the
     * last answers are still to come.
     */
    public void saturate(int window, long durationNs) {
        long startNs = System.nanoTime();
        long progressNs = startNs;
        long answered = load.answered();
        while (System.nanoTime() - startNs < durationNs) {
            pass(load.asked() - answered - lost < (long) window * load.clients());
            long now = load.answered();
            if (now != answered) {
                answered = now;
                progressNs = System.nanoTime();
            } else if (System.nanoTime() - progressNs > STUCK_NS) {
                lost = load.asked() - answered;
            }
        }
    }

    private void pass(boolean mayAsk) {
        for (int i = 0; i < load.clients(); i++) {
            long nowNs = clock.getAsLong();
            load.receive(i, nowNs);
            if (mayAsk) {
                load.ask(i, nowNs);
            }
        }
    }

    private void turn(int group) {
        for (int i = 0; i < group; i++) {
            long nowNs = clock.getAsLong();
            load.receive(next, nowNs);
            load.ask(next, nowNs);
            next = next + 1 == load.clients() ? 0 : next + 1;
        }
    }

    /** Every client takes what has come for it, without waiting. */
    public void take() {
        pass(false);
    }

    /**
     * Waits for the last answers, a second at most. A server idles meanwhile: never within a
     * measuring window.
     */
    public void drain() {
        long deadlineNs = System.nanoTime() + DRAIN_NS;
        while (open() > lost && System.nanoTime() < deadlineNs) {
            take();
            LockSupport.parkNanos(100_000);
        }
        lost = open();
    }

    private static void awaitNanoTime(long dueNs) {
        for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Questions that were not asked, for this process came too late: the machine is too busy. */
    public long skipped() {
        return skipped;
    }
}
