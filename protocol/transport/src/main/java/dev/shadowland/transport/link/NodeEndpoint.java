package dev.shadowland.transport.link;

/**
 * Where a node's links end.
 *
 * @param node node id, 1..8191
 * @param host address others reach its backplane at; unused with {@link LinkMode#IPC}
 * @param backplanePort its UDP port; unused with {@link LinkMode#IPC}
 * @param lanes receivers it has, 1..64: a gateway's workers, 1 on a shard
 */
public record NodeEndpoint(int node, NodeRole role, String host, int backplanePort, int lanes) {
    public NodeEndpoint {
        StreamIds.requireNode(node);
        if (lanes < 1 || lanes > StreamIds.MAX_LANE + 1) {
            throw new IllegalArgumentException("lanes must be 1..64: " + lanes);
        }
    }

    /** The Aeron channel on which this node listens. */
    String channel(LinkConfig config) {
        if (config.mode() == LinkMode.IPC) {
            return "aeron:ipc?term-length=" + config.termLength();
        }
        String literal = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return "aeron:udp?endpoint="
                + literal
                + ":"
                + backplanePort
                + "|term-length="
                + config.termLength();
    }
}
