package dev.shadowland.actors.player;

import dev.shadowland.actors.store.WorldStore;

/**
 * Entity ids from ranges that this node leases of the store. Blocks when a range is used up; any
 * thread.
 */
public final class EntityIds {
    private static final int LEASE = 256;

    private final WorldStore store;
    private int next;
    private int left;

    /** Leases nothing yet. */
    public EntityIds(WorldStore store) {
        this.store = store;
    }

    /** An id that no other entity of the cluster has, 1..2^31−1. */
    public synchronized int next() {
        if (left == 0) {
            next = store.leaseEntityIds(LEASE);
            left = LEASE;
        }
        left--;
        return next++;
    }
}
