package dev.shadowland.transport.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A swarm of bots.
 *
 * @param behaviour named in loadtest
 * @param connectRate new connections per second
 * @param settle from the last connection to the measuring
 * @param runFor zero = until stopped
 * @param roamEvery how often a bot goes on from another socket, zero = never
 * @param integrityTable keys of the client that the bots are, null for none
 * @param recordFile takes what some of the bots received, null for none
 */
public record SwarmConfig(
        int bots,
        List<HostPort> gateways,
        String behaviour,
        int connectRate,
        Duration settle,
        Duration runFor,
        Duration roamEvery,
        @Nullable Path integrityTable,
        @Nullable Path recordFile,
        SwarmReport report,
        SwarmTokens tokens) {
    public SwarmConfig {
        gateways = List.copyOf(gateways);
    }
}
