package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.shard.interest.Surroundings;
import dev.shadowland.shard.interest.WorldView;

import java.util.Arrays;

/**
 * What one viewer has been sent: an entry for each entity that its client may hold, in the order of
 * their ids. Values are not kept: the {@link WorldView} knows what changed since an entry was last
 * looked at. Ticks are the low 32 bits, compared by subtraction. Owned by the cell's thread; grows
 * and never shrinks.
 *
 * <p>An entity is CREATING until a create is acknowledged, then LIVE, then REMOVING until a removal
 * is acknowledged, then FREE until the next renewal sweeps it out; one that comes back before is
 * CREATING again. {@code since} is the tick at which the present state began, so that
 * acknowledgements of an earlier life count for nothing.
 */
final class KnownTable extends KnownEntries {
    private static final int FULL_TICKS = 300;
    private static final int NO_LEVEL = -1;

    private static final int LAST_RING = Rings.MOST - 1;

    private final Schedule schedule = new Schedule();
    private long[] newcomers = new long[0];
    private int tick;
    private int renewedTick;
    private int scheduledLevel = NO_LEVEL;
    private boolean scheduleHolds;

    /** The tick at which changes of state from now on begin. */
    void beginTick(long now) {
        tick = (int) now;
    }

    /** Whose turn it is when; good until an entry comes or goes. */
    Schedule schedule() {
        return schedule;
    }

    /** Reads what a look at the entries of a turn needs first, to have it near. */
    long touch(int turn) {
        return entries[0] + schedule.touch(turn);
    }

    /** The fields are due of everybody whom the client may hold. */
    void addDueToAll(int fields) {
        for (int entry = 0; entry < count; entry++) {
            if (state(entry) == CREATING || state(entry) == LIVE) {
                addDue(entry, fields);
            }
        }
    }

    /** Ticks since a record of the entity was last sent. */
    int ticksSinceSent(int entry) {
        return tick - entries[entry * STRIDE + SENT];
    }

    /**
     * Fields that changed since the entry was last looked at, which is now. The client is no longer
     * known to hold the quadrant when that changed.
     */
    int look(int entry, WorldView view) {
        int at = entry * STRIDE;
        int changes = view.changesSince(entries[at + SLOT], entries[at + LOOKED]);
        entries[at + LOOKED] = tick;
        if ((changes & Field.QUADRANT) != 0) {
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
     * The datagram of a tick, which held these fields of the entity, did not arrive: those that
     * have the same value still are due; what has changed since is, or was, due by itself.
     */
    void onLost(int entry, int mask, int lostTick, WorldView view) {
        switch (state(entry)) {
            case CREATING -> addDue(entry, Field.ALL);
            case LIVE -> {
                int slot = viewSlot(entry);
                boolean isSeen = slot != WorldView.NO_SLOT && view.id(slot) == id(entry);
                addDue(entry, isSeen ? view.unchangedSince(slot, mask, lostTick) : mask);
            }
            default -> {}
        }
    }

    /** A removal in the datagram of a tick did not arrive. */
    void onRemovalLost(int entry, int lostTick) {
        if (state(entry) == REMOVING && entries[entry * STRIDE + SENT] == lostTick) {
            addDue(entry, Field.ALL);
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
            setState(entry, FREE);
        }
    }

    private void setCreating(int entry) {
        int at = entry * STRIDE;
        entries[at + BITS] = (entries[at + BITS] & RING_BITS) | CREATING_BITS | Field.ALL;
        entries[at + SINCE] = tick;
        entries[at + QUADRANT_SINCE] = tick;
        entries[at + SENT] = tick - FULL_TICKS;
        entries[at + LOOKED] = tick;
    }

    /** The entity is out of the interest set: its removal is due until acknowledged. */
    private void leave(int entry) {
        setState(entry, REMOVING);
        entries[entry * STRIDE + SINCE] = tick;
        addDue(entry, Field.ALL);
    }

    /**
     * Brings the table up to date with what is near, and with the view's slots.
     *
     * @param level of the rings
     */
    void renew(Surroundings around, WorldView view, Rings rings, int level) {
        scheduleHolds = level == scheduledLevel;
        int kept = 0;
        for (int entry = 0; entry < count; entry++) {
            if (renewEntry(entry, around, view, rings)) {
                if (kept != entry) {
                    System.arraycopy(entries, entry * STRIDE, entries, kept * STRIDE, STRIDE);
                }
                kept++;
            }
        }
        boolean isMoved = kept != count || around.entering() > 0 || !scheduleHolds;
        count = kept;
        if (around.entering() > 0) {
            admit(around, view);
        }
        renewedTick = tick;
        if (isMoved) {
            reschedule(rings);
            scheduledLevel = level;
        }
    }

    /** Whether the entry is to be kept. */
    private boolean renewEntry(int entry, Surroundings around, WorldView view, Rings rings) {
        int state = state(entry);
        int slot = findSlot(entry, view);
        if (state == REMOVING || state == FREE) {
            return renewRemoved(entry, state, slot, around, rings);
        }
        int ring = slot == WorldView.NO_SLOT ? Surroundings.FAR : around.takeStaying(slot);
        if (ring == Surroundings.FAR) {
            leave(entry);
            return true;
        }
        if (ring != ring(entry)) {
            changeRing(entry, ring, rings);
        }
        if (state == LIVE && isFullDue(id(entry))) {
            addDue(entry, Field.ALL);
        }
        return true;
    }

    private boolean renewRemoved(int entry, int state, int slot, Surroundings around, Rings rings) {
        int ring = slot == WorldView.NO_SLOT ? Surroundings.FAR : around.takeEntering(slot);
        if (ring != Surroundings.FAR) {
            changeRing(entry, ring, rings);
            setCreating(entry);
        }
        return ring != Surroundings.FAR || state == REMOVING;
    }

    private void changeRing(int entry, int ring, Rings rings) {
        if (scheduleHolds) {
            int id = id(entry);
            schedule.remove(entry, Schedule.turns(id, rings.periodTicks(ring(entry))));
            schedule.add(entry, Schedule.turns(id, rings.periodTicks(ring)));
        }
        setRing(entry, ring);
    }

    private int findSlot(int entry, WorldView view) {
        int at = entry * STRIDE;
        int slot = entries[at + SLOT];
        if (slot == WorldView.NO_SLOT || view.id(slot) != entries[at + ID]) {
            slot = view.slotOf(entries[at + ID]);
            entries[at + SLOT] = slot;
        }
        return slot;
    }

    /** Whether the entity's full refresh falls between the renewal before and this one. */
    private boolean isFullDue(int id) {
        return Integer.remainderUnsigned(tick + id, FULL_TICKS) < tick - renewedTick;
    }

    private void admit(Surroundings around, WorldView view) {
        if (newcomers.length < around.entering()) {
            newcomers = new long[around.entering() * 2];
        }
        int entering = 0;
        for (int place = 0; around.entering() > 0; place++) {
            int slot = around.slot(place);
            int ring = around.takeEntering(slot);
            if (ring != Surroundings.FAR) {
                newcomers[entering++] = (long) view.id(slot) << 32 | (long) slot << 2 | ring;
            }
        }
        LongSort.sort(newcomers, entering);
        mergeNewcomers(entering);
    }

    /** From the back, so that every entry moves once. */
    private void mergeNewcomers(int entering) {
        ensureCapacity(count + entering);
        int from = count - 1;
        int to = count + entering - 1;
        for (int i = entering - 1; i >= 0; to--) {
            int id = (int) (newcomers[i] >>> 32);
            if (from >= 0 && id(from) > id) {
                System.arraycopy(entries, from * STRIDE, entries, to * STRIDE, STRIDE);
                from--;
            } else {
                int slot = (int) newcomers[i] >>> 2;
                place(to, id, slot);
                setRing(to, (int) newcomers[i] & 3);
                i--;
            }
        }
        count += entering;
    }

    private void place(int entry, int id, int slot) {
        Arrays.fill(entries, entry * STRIDE, (entry + 1) * STRIDE, 0);
        entries[entry * STRIDE + ID] = id;
        entries[entry * STRIDE + SLOT] = slot;
        setCreating(entry);
    }

    private void reschedule(Rings rings) {
        schedule.clear(count);
        for (int entry = 0; entry < count; entry++) {
            schedule.add(entry, Schedule.turns(id(entry), rings.periodTicks(ring(entry))));
        }
    }

    /**
     * Adds an entity that the client may hold already, as a handover says: LIVE with everything
     * due, or CREATING. It has a turn only after the next renewal.
     */
    void adopt(int id, boolean createAcked) {
        ensureCapacity(count + 1);
        int at = insertionOf(id);
        System.arraycopy(entries, at * STRIDE, entries, (at + 1) * STRIDE, (count - at) * STRIDE);
        count++;
        place(at, id, WorldView.NO_SLOT);
        setRing(at, LAST_RING);
        setState(at, createAcked ? LIVE : CREATING);
        schedule.clear(0);
        scheduledLevel = NO_LEVEL;
    }

    void clear() {
        count = 0;
        schedule.clear(0);
        scheduledLevel = NO_LEVEL;
    }

    /** Everything in flight counts as lost and everything known is due. */
    void restart() {
        for (int entry = 0; entry < count; entry++) {
            if (state(entry) != FREE) {
                int at = entry * STRIDE;
                entries[at + BITS] = (entries[at + BITS] & ~QUADRANT_ACKED) | Field.ALL;
                entries[at + SINCE] = tick;
                entries[at + QUADRANT_SINCE] = tick;
            }
        }
    }

    /** The client is to be told of everything present anew. */
    void recreate() {
        for (int entry = 0; entry < count; entry++) {
            if (state(entry) == CREATING || state(entry) == LIVE) {
                setCreating(entry);
            }
        }
    }
}
