package dev.shadowland.transport.config;

import java.time.Duration;
import java.util.List;

/**
 * A swarm of bots.
 *
 * @param behaviour named in loadtest
 * @param connectRate new connections per second
 * @param runFor zero = until stopped
 */
public record SwarmConfig(
        int bots,
        List<HostPort> gateways,
        String behaviour,
        int connectRate,
        Duration runFor,
        SwarmReport report,
        SwarmTokens tokens) {
    public SwarmConfig {
        gateways = List.copyOf(gateways);
    }
}
