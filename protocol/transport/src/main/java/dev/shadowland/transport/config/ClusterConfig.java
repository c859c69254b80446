package dev.shadowland.transport.config;

import java.util.List;

/**
 * The control plane.
 *
 * @param arteryPort 0..65535, 0 = any free one
 * @param seeds first nodes to ask; empty for a cluster of one
 * @param minShards shards that must be up before cells start
 */
public record ClusterConfig(
        String name, String arteryHost, int arteryPort, List<HostPort> seeds, int minShards, ClusterProfile profile) {
    public ClusterConfig {
        seeds = List.copyOf(seeds);
    }
}
