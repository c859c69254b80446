package dev.shadowland.transport.config;

/** Everything a node is configured with, validated and immutable. */
public record ShadowlandConfig(
        NodeConfig node,
        NetworkConfig network,
        SecurityConfig security,
        PerformanceConfig performance,
        AoiConfig aoi,
        CollisionConfig collision,
        WorldConfig world,
        ClusterConfig cluster,
        BackplaneConfig backplane,
        StoreConfig store,
        StatusConfig status,
        SwarmConfig swarm) {}
