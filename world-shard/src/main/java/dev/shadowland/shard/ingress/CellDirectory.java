package dev.shadowland.shard.ingress;

import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Inboxes of the node's own cells. Reads by any thread without a lock; writes by the cells' actors,
 * rarely.
 */
public final class CellDirectory {
    private volatile Long2ObjectHashMap<CellInbox> inboxes =
            new Long2ObjectHashMap<>(8, 0.55f, false);

    /** The cell's inbox, or null when the cell is not on this node. */
    public @Nullable CellInbox inbox(long cell) {
        return inboxes.get(cell);
    }

    /** From now on frames for the cell go here. */
    public synchronized void add(CellInbox inbox) {
        Long2ObjectHashMap<CellInbox> copy = new Long2ObjectHashMap<>(inboxes);
        copy.put(inbox.cell(), inbox);
        inboxes = copy;
    }

    /** Frames go there no longer; a newer inbox of the same cell stays. */
    public synchronized void remove(CellInbox inbox) {
        if (inboxes.get(inbox.cell()) == inbox) {
            Long2ObjectHashMap<CellInbox> copy = new Long2ObjectHashMap<>(inboxes);
            copy.remove(inbox.cell());
            inboxes = copy;
        }
    }
}
