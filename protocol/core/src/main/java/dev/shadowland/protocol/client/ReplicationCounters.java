package dev.shadowland.protocol.client;

/** What a {@link ReplicatedWorld} has seen since it began. Confined to its thread. */
public final class ReplicationCounters {
    long snapshots;
    long lateSnapshots;
    long creates;
    long createsForKnown;
    long updates;
    long updatesForUnknown;
    long removes;
    long removesForUnknown;
    long recordsForRemoved;
    long recordsOfPredecessor;
    long leftByPredecessor;
    long malformedFrames;

    ReplicationCounters() {}

    /** Heads of snapshots. */
    public long snapshots() {
        return snapshots;
    }

    /** Heads that were not newer than one before: reordered or duplicated. */
    public long lateSnapshots() {
        return lateSnapshots;
    }

    /** Heads that were newer than all before them, the low 32 bits. */
    int newer() {
        return (int) (snapshots - lateSnapshots);
    }

    /** Create records. */
    public long creates() {
        return creates;
    }

    /** Creates of an entity that was there: repeated until acknowledged. */
    public long createsForKnown() {
        return createsForKnown;
    }

    /** Update records. */
    public long updates() {
        return updates;
    }

    /** Updates of an entity that was never created: the server's fault. */
    public long updatesForUnknown() {
        return updatesForUnknown;
    }

    /** Remove records. */
    public long removes() {
        return removes;
    }

    /** Removes of an entity that was not there: its create was lost. */
    public long removesForUnknown() {
        return removesForUnknown;
    }

    /** Late creates and updates of entities removed since. */
    public long recordsForRemoved() {
        return recordsForRemoved;
    }

    /** Creates and updates from before the present source began. */
    public long recordsOfPredecessor() {
        return recordsOfPredecessor;
    }

    /** Entities that an earlier source left behind and the present one never told of. */
    public long leftByPredecessor() {
        return leftByPredecessor;
    }

    /** Frames of snapshots that did not read. */
    public long malformedFrames() {
        return malformedFrames;
    }
}
