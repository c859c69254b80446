package dev.shadowland.gateway.worker;

import dev.shadowland.transport.agent.BatchingIdleStrategy;

import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** How a gateway's threads wait: few cores run many processes, so none of them spins. */
public final class WorkerWaits {
    /** Received in one call; a duty cycle counts them and as many answers. */
    private static final int DATAGRAMS_AT_ONCE = 64;

    private static final long LONGEST_NS = 1_000_000;

    /** A handshake takes as much longer; waiting shorter costs as much as a hundred players do. */
    private static final long KEYS_MS = 4;

    private WorkerWaits() {}

    /** A worker's: until a batch of datagrams is worth a call, a millisecond at most. */
    public static IdleStrategy ofWorker() {
        return new BatchingIdleStrategy(2 * DATAGRAMS_AT_ONCE, LONGEST_NS);
    }

    /** The public-key thread's. */
    public static IdleStrategy ofKeys() {
        return new SleepingMillisIdleStrategy(KEYS_MS);
    }
}
