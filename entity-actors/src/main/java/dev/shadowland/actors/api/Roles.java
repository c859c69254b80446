package dev.shadowland.actors.api;

/** Cluster roles of the nodes. */
public final class Roles {
    /** Nodes at the edge that hold client connections. */
    public static final String GATEWAY = "gateway";

    /** Nodes that run cells and player actors. */
    public static final String SHARD = "shard";

    private Roles() {}
}
