package dev.shadowland.transport.config;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * The control plane.
 *
 * @param id what login tokens name; null when not set
 * @param arteryPort 0..65535, 0 = any free one
 * @param seeds first nodes to ask; empty for a cluster of one
 * @param minShards shards that must be up before cells start
 */
public record ClusterConfig(
        @Nullable UUID id,
        String name,
        String arteryHost,
        int arteryPort,
        List<HostPort> seeds,
        int minShards,
        ClusterProfile profile) {
    public ClusterConfig {
        seeds = List.copyOf(seeds);
    }
}
