package dev.shadowland.transport.config;

import java.time.Duration;

/**
 * Rates and budgets.
 *
 * @param tickRateHz simulation steps per second; always 60
 * @param bundleTimeout what no content waits for; always 50 ms
 * @param reliableTimeout first resend timeout, before a round trip was measured
 * @param maxRetries timeouts of one message before its connection is given up
 * @param snapshotBudget bytes of snapshot per viewer and tick, 300..1100
 */
public record PerformanceConfig(
        int tickRateHz,
        Duration bundleTimeout,
        Duration reliableTimeout,
        int maxRetries,
        int snapshotBudget) {}
