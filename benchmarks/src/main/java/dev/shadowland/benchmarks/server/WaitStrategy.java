package dev.shadowland.benchmarks.server;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * How every thread of every echo waits: as {@code GatewayNode} has its threads wait. Raw and
 * gateway must not differ in it.
 */
final class WaitStrategy {
    private WaitStrategy() {}

    static IdleStrategy create() {
        return new BackoffIdleStrategy(0, 8, 50_000, 1_000_000);
    }
}
