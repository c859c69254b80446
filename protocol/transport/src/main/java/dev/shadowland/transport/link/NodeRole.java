package dev.shadowland.transport.link;

/** What a node is. */
public enum NodeRole {
    /** Speaks with clients. */
    GATEWAY,
    /** Hosts cells. */
    SHARD,
    /** Drives bots; knows only what a player's machine knows, so it has no links. */
    SWARM,
    /** Runs the Aeron media driver of a host. */
    DRIVER;

    /**
     * Whether frames flow from a node of this role to one of the other: shards talk to all,
     * gateways only to shards.
     */
    public boolean sendsTo(NodeRole other) {
        return switch (this) {
            case GATEWAY -> other == SHARD;
            case SHARD -> other == SHARD || other == GATEWAY;
            case SWARM, DRIVER -> false;
        };
    }
}
