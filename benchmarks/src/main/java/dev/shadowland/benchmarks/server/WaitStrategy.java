package dev.shadowland.benchmarks.server;

import dev.shadowland.transport.agent.BatchingIdleStrategy;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * How the threads of the echoes wait: as {@code GatewayNode} has its threads wait. Raw and gateway
 * must not differ in it.
 */
final class WaitStrategy {
    private static final int DATAGRAMS_AT_ONCE = 64;
    private static final long MOST_PARK_NS = 1_000_000;

    private WaitStrategy() {}

    /** Of a thread with a socket. */
    static IdleStrategy ofWorker() {
        return new BatchingIdleStrategy(DATAGRAMS_AT_ONCE, MOST_PARK_NS);
    }

    /** Of any other. */
    static IdleStrategy ofOthers() {
        return new BackoffIdleStrategy(0, 8, 50_000, MOST_PARK_NS);
    }
}
