package dev.shadowland.gateway.routing;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.backplane.RouteTable;

/**
 * The cell, epoch and node that own a session's entity. Fenced by the entity's generation: a claim
 * under a lower one, or under the same one and a lower epoch, comes from a past owner. The route
 * follows the snapshots, so a handover needs no word from the control plane; the route table only
 * moves a cell to its next epoch. Owned by the worker's thread.
 */
public final class SessionRoute {
    private long cell = CellKey.NONE;
    private long epoch;
    private long generation = -1;
    private int node;
    private RouteTable seen = RouteTable.EMPTY;
    private boolean isAhead;

    /** What a claim of ownership did. */
    public enum Verdict {
        /** From a past owner; what came with it is to be dropped. */
        STALE,
        /** From the present owner. */
        PRESENT,
        /** From a new owner, under a higher generation: what the past one sent is void. */
        NEW
    }

    /** Hears that {@code node} owns the entity: with a snapshot, or from the control plane. */
    public Verdict onClaim(
            long claimedCell, long claimedEpoch, long claimedGeneration, int claimedNode) {
        if (claimedGeneration < generation) {
            return Verdict.STALE;
        }
        if (claimedGeneration > generation) {
            adopt(claimedCell, claimedEpoch, claimedNode);
            generation = claimedGeneration;
            return Verdict.NEW;
        }
        if (claimedCell != cell || claimedEpoch < epoch) {
            return Verdict.STALE;
        }
        if (claimedEpoch > epoch) {
            adopt(claimedCell, claimedEpoch, claimedNode);
        }
        isAhead = false;
        return Verdict.PRESENT;
    }

    private void adopt(long newCell, long newEpoch, int newNode) {
        cell = newCell;
        epoch = newEpoch;
        node = newNode;
        seen = RouteTable.EMPTY;
        isAhead = false;
    }

    /**
     * Follows the cell to a higher epoch that the table knows. Costs one comparison while the table
     * is the same.
     */
    public void refresh(RouteTable table) {
        if (table == seen) {
            return;
        }
        seen = table;
        long announced = table.epochOf(cell);
        if (announced > epoch) {
            epoch = announced;
            node = table.nodeOf(cell);
            isAhead = true;
        }
    }

    /**
     * Whether the cell has begun anew since it was last heard of: whoever was in it must be let in
     * again.
     */
    public boolean isAhead() {
        return isAhead;
    }

    /** Key of the cell, {@link CellKey#NONE} before the first claim. */
    public long cell() {
        return cell;
    }

    /** Epoch of the cell that frames to it carry. */
    public long epoch() {
        return epoch;
    }

    /** Highest generation heard of, -1 before the first claim. */
    public long generation() {
        return generation;
    }

    /** Node that owns the cell, 0 before the first claim. */
    public int node() {
        return node;
    }
}
