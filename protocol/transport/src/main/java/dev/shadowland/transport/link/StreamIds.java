package dev.shadowland.transport.link;

/**
 * Aeron stream ids: source node 13 bits ‖ target node 13 bits ‖ lane 6 bits, from the top. One
 * stream has one receiver.
 */
public final class StreamIds {
    /** Highest node id. */
    public static final int MAX_NODE = 0x1FFF;

    /** Highest lane. */
    public static final int MAX_LANE = 0x3F;

    private StreamIds() {}

    /**
     * Packs an id; it may be negative.
     *
     * @throws IllegalArgumentException when a node is not 1..8191 or the lane not 0..63
     */
    public static int of(int source, int target, int lane) {
        requireNode(source);
        requireNode(target);
        if (lane < 0 || lane > MAX_LANE) {
            throw new IllegalArgumentException("lane must be 0..63: " + lane);
        }
        return pack(source, target, lane);
    }

    /** Node that sends on the stream. */
    public static int source(int streamId) {
        return streamId >>> 19;
    }

    /** Node that receives from the stream. */
    public static int target(int streamId) {
        return streamId >>> 6 & MAX_NODE;
    }

    /** Lane of the receiver. */
    public static int lane(int streamId) {
        return streamId & MAX_LANE;
    }

    static int pack(int source, int target, int lane) {
        return source << 19 | target << 6 | lane;
    }

    static boolean isAddress(int node, int lane) {
        return node >= 1 && node <= MAX_NODE && lane >= 0 && lane <= MAX_LANE;
    }

    static void requireNode(int node) {
        if (node < 1 || node > MAX_NODE) {
            throw new IllegalArgumentException("node must be 1..8191: " + node);
        }
    }
}
