package dev.shadowland.transport.agent;

import org.agrona.concurrent.IdleStrategy;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits after each duty cycle until a batch is worth a system call: a socket emptied every few
 * datagrams costs twice as much per datagram. Much work shortens the wait, little work lengthens
 * it, within bounds that keep a lone datagram's delay small. Owned by one thread.
 */
public final class BatchingIdleStrategy implements IdleStrategy {
    /** Shortest wait: below it, sleeping costs more than it gains. */
    static final long LEAST_WAIT_NS = 100_000;

    private final int target;
    private final long mostWaitNs;
    private long waitNs;

    /**
     * A strategy that begins with the longest wait.
     *
     * @param target work per cycle that is aimed at; four times as much means that there is more,
     *     and is not waited for
     * @param mostWaitNs longest wait, at least 100 µs
     */
    public BatchingIdleStrategy(int target, long mostWaitNs) {
        if (target < 1 || mostWaitNs < LEAST_WAIT_NS) {
            throw new IllegalArgumentException(
                    "target %d, longest wait %d ns".formatted(target, mostWaitNs));
        }
        this.target = target;
        this.mostWaitNs = mostWaitNs;
        waitNs = mostWaitNs;
    }

    @Override
    public void idle(int workCount) {
        if (workCount >= 4 * target) {
            waitNs = LEAST_WAIT_NS;
            return;
        }
        if (workCount >= target) {
            waitNs = Math.max(LEAST_WAIT_NS, waitNs / 2);
        } else if (workCount < target / 2) {
            waitNs = Math.min(mostWaitNs, waitNs * 2);
        }
        idle();
    }

    @Override
    public void idle() {
        LockSupport.parkNanos(waitNs);
    }

    @Override
    public void reset() {
        waitNs = mostWaitNs;
    }

    /** The wait that the next quiet cycle gets. */
    long waitNs() {
        return waitNs;
    }
}
