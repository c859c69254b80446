package dev.shadowland.actors.api;

/**
 * Where a node's data plane listens.
 *
 * @param node node id, 1..8191, unique in the cluster
 * @param role {@code gateway} or {@code shard}
 * @param host backplane host name or address
 * @param backplanePort UDP port of the backplane; 0 when all nodes share one driver
 * @param lanes number of inbound lanes: a gateway's workers; 1 on shards
 * @param world fingerprint of the world that its configuration describes, the same on all nodes
 */
public record MemberEndpoint(
        int node, String role, String host, int backplanePort, int lanes, long world) {}
