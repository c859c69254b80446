package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.shard.interest.WorldView;

import java.util.Arrays;

/**
 * What one viewer has been sent: an entry for each entity that its client may hold, in the order of
 * their ids. Values are not kept: the {@link WorldView} knows what changed since an entry was last
 * looked at. While a member of the {@link InterestSet} is settled its entry rests: when it was
 * looked at and sent is then older than it really was, which errs on the side of telling too much.
 * Ticks are the low 32 bits, compared by subtraction. Owned by the cell's thread; grows and never
 * shrinks.
 *
 * <p>An entity is CREATING until a create is acknowledged, then LIVE, then REMOVING until a removal
 * is acknowledged, then FREE until the next renewal sweeps it out; one that comes back before is
 * CREATING again. {@code since} is the tick at which the present state began, so that
 * acknowledgements of an earlier life count for nothing.
 */
final class KnownTable extends KnownEntries {
    /**
     * Most removals that wait to be acknowledged: whoever is around a viewer of a crowd may go at
     * once.
     */
    private static final int MOST_REMOVING = 1_024;

    private static final int NEVER_TICKS = 300;

    private int tick;
    private int removing;
    private boolean hasFree;
    private boolean hasRemovals;

    KnownTable(TableRoom room) {
        super(room);
    }

    /** The tick at which changes of state from now on begin. */
    void beginTick(long now) {
        tick = (int) now;
    }

    /** The fields are due of everybody whom the client may hold; nobody is settled then. */
    void addDueToAll(int fields) {
        for (int entry = 0; entry < count; entry++) {
            if (isHeld(entry)) {
                addDue(entry, fields);
            }
        }
    }

    /** Whether the client holds the entity, or soon will. */
    boolean isHeld(int entry) {
        return state(entry) == CREATING || state(entry) == LIVE;
    }

    /** Whether nothing is open but what changes from now on. */
    boolean isCalm(int entry) {
        return (entries[entry * STRIDE + BITS] & (STATE_BITS | QUADRANT_ACKED | Field.ALL))
                == ((LIVE << STATE_SHIFT) | QUADRANT_ACKED);
    }

    /** The present tick. */
    int tick() {
        return tick;
    }

    /** Tick at which a record of the entity was last sent. */
    int sentTick(int entry) {
        return entries[entry * STRIDE + SENT];
    }

    /** Ticks since a record of the entity was last sent. */
    int ticksSinceSent(int entry) {
        return tick - entries[entry * STRIDE + SENT];
    }

    /** The entry was looked at after all, up to a tick. */
    void onLooked(int entry, int upToTick) {
        int at = entry * STRIDE + LOOKED;
        if (upToTick - entries[at] > 0) {
            entries[at] = upToTick;
        }
    }

    /**
     * The entry was looked at, and the fields had to wait; what was before was sent until a tick.
     */
    void keepWaiting(int entry, int fields, int sentTick) {
        onLooked(entry, tick);
        onSent(entry, sentTick);
        addDue(entry, fields);
    }

    /** A record of the entity was sent after all, at a tick or before. */
    void onSent(int entry, int sentTick) {
        int at = entry * STRIDE + SENT;
        if (sentTick - entries[at] > 0) {
            entries[at] = sentTick;
        }
    }

    /**
     * Fields that changed since the entry was last looked at, which is now. The client is no longer
     * known to hold the quadrant when that changed.
     */
    int look(int entry, int slot, WorldView view) {
        int at = entry * STRIDE;
        int looked = entries[at + LOOKED];
        int changes = view.changesSince(slot, looked);
        entries[at + LOOKED] = tick;
        if ((changes & Field.QUADRANT) != 0
                && view.unchangedSince(slot, Field.QUADRANT, looked) == 0) {
            entries[at + BITS] &= ~QUADRANT_ACKED;
            entries[at + QUADRANT_SINCE] = tick;
        }
        return changes;
    }

    /** All that is due, or the removal, is in the datagram of the present tick. */
    void onSent(int entry) {
        int at = entry * STRIDE;
        entries[at + BITS] &= ~Field.ALL;
        entries[at + SENT] = tick;
    }

    /**
     * A datagram of a tick that held these fields of the entity, all that matter still, did not
     * arrive. A create comes again at once, unless a later one is on its way.
     */
    void onLost(int entry, int fields, int lostTick) {
        switch (state(entry)) {
            case CREATING -> {
                addDue(entry, Field.ALL);
                if (entries[entry * STRIDE + SENT] == lostTick) {
                    entries[entry * STRIDE + SENT] = tick - NEVER_TICKS;
                }
            }
            case LIVE -> addDue(entry, fields);
            default -> {}
        }
    }

    /** A removal in the datagram of a tick did not arrive. */
    void onRemovalLost(int entry, int lostTick) {
        if (state(entry) == REMOVING && entries[entry * STRIDE + SENT] == lostTick) {
            addDue(entry, Field.ALL);
            hasRemovals = true;
        }
    }

    /**
     * The client holds the state that a datagram of this tick created or, when it only placed it,
     * its quadrant.
     */
    void onAcked(int entry, boolean create, int ackedTick) {
        int at = entry * STRIDE;
        if (state(entry) == CREATING && create && ackedTick - entries[at + SINCE] >= 0) {
            setState(entry, LIVE);
        }
        if (state(entry) != REMOVING && ackedTick - entries[at + QUADRANT_SINCE] >= 0) {
            entries[at + BITS] |= QUADRANT_ACKED;
        }
    }

    /** The client took the removal. */
    void onRemovalAcked(int entry, int ackedTick) {
        if (state(entry) == REMOVING && ackedTick - entries[entry * STRIDE + SINCE] >= 0) {
            free(entry);
        }
    }

    private void free(int entry) {
        setState(entry, FREE);
        hasFree = true;
        removing--;
    }

    private void setCreating(int entry) {
        int at = entry * STRIDE;
        removing -= state(entry) == REMOVING ? 1 : 0;
        entries[at + BITS] = CREATING_BITS | Field.ALL;
        entries[at + SINCE] = tick;
        entries[at + QUADRANT_SINCE] = tick;
        entries[at + SENT] = tick - NEVER_TICKS;
        entries[at + LOOKED] = tick;
    }

    /** The entity is out of the interest set: its removal is due until acknowledged. */
    void leave(int entry) {
        setState(entry, REMOVING);
        entries[entry * STRIDE + SINCE] = tick;
        addDue(entry, Field.ALL);
        hasRemovals = true;
        removing++;
    }

    /** Whether more removals wait to be acknowledged than are kept. */
    boolean hasTooManyRemovals() {
        return removing > MOST_REMOVING;
    }

    /** Whether a removal may be due. */
    boolean hasRemovals() {
        return hasRemovals;
    }

    /** Whether it still may be. */
    void hasRemovals(boolean may) {
        hasRemovals = may;
    }

    /**
     * Brings the entities in that enter the interest set: those that the client may hold already
     * stay as they are, all others are to be created.
     *
     * @param entering their ids, ascending
     */
    void admit(int[] entering, int entered) {
        if (entered == 0) {
            return;
        }
        if (hasFree) {
            sweep();
        }
        int fresh = 0;
        int entry = NO_ENTRY;
        for (int i = 0; i < entered; i++) {
            int found = indexNear(entry + 1, entering[i]);
            if (found == NO_ENTRY) {
                entering[fresh++] = entering[i];
                continue;
            }
            entry = found;
            if (!isHeld(entry)) {
                setCreating(entry);
            }
        }
        merge(entering, fresh);
    }

    /** Moves runs of entries together over those that are free. */
    private void sweep() {
        int kept = 0;
        int entry = 0;
        while (entry < count) {
            int from = entry;
            while (entry < count && state(entry) != FREE) {
                entry++;
            }
            if (from != kept) {
                move(from, entry, kept);
            }
            kept += entry - from;
            entry++;
        }
        count = kept;
        hasFree = false;
    }

    /** From the back, so that every entry moves once, together with those between two new ones. */
    private void merge(int[] ids, int fresh) {
        ensureCapacity(count + fresh);
        int to = count;
        for (int i = fresh - 1; i >= 0; i--) {
            int from = insertionOf(ids[i], 0, to);
            move(from, to, from + i + 1);
            place(from + i, ids[i]);
            to = from;
        }
        count += fresh;
    }

    private void move(int from, int to, int target) {
        System.arraycopy(entries, from * STRIDE, entries, target * STRIDE, (to - from) * STRIDE);
    }

    private void place(int entry, int id) {
        Arrays.fill(entries, entry * STRIDE, (entry + 1) * STRIDE, 0);
        entries[entry * STRIDE + ID] = id;
        setCreating(entry);
    }

    /**
     * Adds an entity that the client may hold already, as a handover says: LIVE with everything
     * due, or CREATING.
     */
    void adopt(int id, boolean createAcked) {
        ensureCapacity(count + 1);
        int at = insertionOf(id);
        System.arraycopy(entries, at * STRIDE, entries, (at + 1) * STRIDE, (count - at) * STRIDE);
        count++;
        place(at, id);
        setState(at, createAcked ? LIVE : CREATING);
    }

    void clear() {
        count = 0;
        removing = 0;
        hasFree = false;
        hasRemovals = false;
    }

    /** Everything in flight counts as lost and everything known is due. */
    void restart() {
        hasRemovals = true;
        for (int entry = 0; entry < count; entry++) {
            if (state(entry) != FREE) {
                int at = entry * STRIDE;
                entries[at + BITS] = (entries[at + BITS] & ~QUADRANT_ACKED) | Field.ALL;
                entries[at + SINCE] = tick;
                entries[at + QUADRANT_SINCE] = tick;
            }
        }
    }

    /**
     * The client is to be told of everything present anew, and forgets by itself what it is not
     * told of.
     */
    void recreate() {
        for (int entry = 0; entry < count; entry++) {
            if (isHeld(entry)) {
                setCreating(entry);
            } else if (state(entry) == REMOVING) {
                free(entry);
            }
        }
    }
}
