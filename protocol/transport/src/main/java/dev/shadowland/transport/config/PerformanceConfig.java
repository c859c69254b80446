package dev.shadowland.transport.config;

import java.time.Duration;

/**
 * Rates and budgets.
 *
 * @param tickRateHz simulation steps per second
 * @param bundleTimeout longest wait of reliable content for company
 * @param reliableTimeout first resend timeout, before a round trip was measured
 * @param maxRetries resends before a connection is given up
 * @param snapshotBudget bytes of snapshot per viewer and tick
 */
public record PerformanceConfig(
        int tickRateHz,
        Duration bundleTimeout,
        Duration reliableTimeout,
        int maxRetries,
        int snapshotBudget) {}
