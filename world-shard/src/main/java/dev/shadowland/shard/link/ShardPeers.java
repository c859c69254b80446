package dev.shadowland.shard.link;

/** The other shard nodes of the cluster. */
@FunctionalInterface
public interface ShardPeers {
    /**
     * Node ids without our own; an array that nobody changes, replaced whole by the control plane.
     */
    int[] nodes();
}
