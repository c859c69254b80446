package dev.shadowland.actors.player;

import dev.shadowland.actors.store.WorldStore;

import org.agrona.collections.IntArrayList;

/**
 * Entity ids from ranges that this node leases of the store. Blocks when a range is used up; any
 * thread.
 */
public final class EntityIds {
    private static final int LEASE = 256;

    private final WorldStore store;
    private final IntArrayList spare = new IntArrayList();
    private int next;
    private int left;

    /** Leases nothing yet. */
    public EntityIds(WorldStore store) {
        this.store = store;
    }

    /** An id that no other entity of the cluster has, 1..2^31−1. */
    public synchronized int next() {
        if (!spare.isEmpty()) {
            return spare.popInt();
        }
        if (left == 0) {
            next = store.leaseEntityIds(LEASE);
            left = LEASE;
        }
        left--;
        return next++;
    }

    /** An id that no entity was given after all: the next one gets it. */
    synchronized void giveBack(int id) {
        spare.addInt(id);
    }
}
