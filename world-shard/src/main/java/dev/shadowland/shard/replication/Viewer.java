package dev.shadowland.shard.replication;

import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.shard.interest.WorldView;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * The replication state of one viewer: what it knows, what is in flight, and its byte budget. Owned
 * by the cell's thread; reused.
 */
public final class Viewer {
    /** Nothing was told yet. */
    public static final long NOT_YET = -1;

    private static final int CREATE_ACKED = 1 << 31;

    final KnownTable known;
    final InterestSet set;
    final SnapshotHistory history = new SnapshotHistory();
    final RateLevel rates = new RateLevel();
    final Arrears arrears = new Arrears();
    int budgetBytes;
    boolean refreshDue;
    long lastTickSent;
    int collectedTick;

    /** Tick of its last look at everybody. */
    long lookedTick;

    /** What another cell told it is not in the set yet. */
    boolean hasUnseated;

    /** The last snapshot had not room for all that was due. */
    boolean isTight;

    /** Where its own entity is, is due although it did not change. */
    boolean ownPlaceDue;

    int team;
    private long since = NOT_YET;

    Viewer(TableRoom tables, TableRoom lists) {
        known = new KnownTable(tables);
        set = new InterestSet(lists);
    }

    /**
     * Starts over, as if the client knew nothing.
     *
     * @param sinceTick tick from which on it was told everything, {@link #NOT_YET} when that begins
     *     now
     */
    public void reset(int budget, long sinceTick) {
        since = sinceTick;
        known.clear();
        set.clear();
        history.clear();
        hasUnseated = false;
        isTight = false;
        ownPlaceDue = false;
        budgetBytes = budget;
        refreshDue = true;
        lastTickSent = 0;
        collectedTick = 0;
        team = 0;
        rates.reset();
        arrears.clear();
    }

    /** The client may have missed everything in flight: all it knows is due again. */
    public void restart(long tick) {
        known.beginTick(tick);
        history.clear();
        known.restart();
        set.unsettleAll();
        refreshDue = true;
    }

    /**
     * The client asks to be told everything again: all it knows is created anew, and what it is not
     * told of soon after {@code tick} it forgets.
     */
    public void resync(long tick) {
        since = NOT_YET;
        known.beginTick(tick);
        history.clear();
        known.recreate();
        set.unsettleAll();
        refreshDue = true;
    }

    /**
     * Nobody has to acknowledge anything, and a removal is repeated until it is: too many of them,
     * which a cell goes through in each tick, and the viewer is told everything again instead.
     */
    void shedRemovals(long tick) {
        if (known.hasTooManyRemovals()) {
            resync(tick);
        }
    }

    /** Tick of the newest snapshot sent, by whatever cell; the next one is later. */
    public long lastTickSent() {
        return lastTickSent;
    }

    /** Tick from which on the viewer was told everything, by whatever cell, or {@link #NOT_YET}. */
    public long since() {
        return since;
    }

    /** Whether a client means that tick, of which it knows the low 32 bits. */
    public boolean isSource(long sinceTick) {
        return since != NOT_YET && (int) since == (int) sinceTick;
    }

    /** The same as {@link #since}; it begins with this snapshot when nothing was told yet. */
    long sinceOr(long tick) {
        if (since == NOT_YET) {
            since = tick;
        }
        return since;
    }

    /** Reads what its next snapshot needs, to have it near. */
    long touch(Schedule schedule) {
        return set.touch(schedule) + history.touch() + rates.level();
    }

    /** Where its own entity is, is due to the client although it did not change. */
    public void tellOwnPlace() {
        ownPlaceDue = true;
    }

    /** The fields are due of an entity, if the client may hold it. */
    void addDue(WorldView view, int entity, int fields) {
        int entry = known.indexOf(entity);
        if (entry != KnownTable.NO_ENTRY) {
            known.addDue(entry, fields);
            unsettle(view, entity);
        }
    }

    private void unsettle(WorldView view, int entity) {
        int slot = view.slotOf(entity);
        if (slot != WorldView.NO_SLOT) {
            set.unsettle(view.order().rank(slot));
        }
    }

    /** The fields are due of everybody whom the client may hold. */
    void addDueToAll(int fields) {
        known.addDueToAll(fields);
        set.unsettleAll();
    }

    /** Takes note of the tick's changes of the order of who is seen. */
    void follow(IdOrder order, long tick) {
        known.beginTick(tick);
        for (int i = 0; i < order.removed(); i++) {
            if (set.isMember(order.removedRank(i))) {
                known.leave(known.indexOf(order.removedId(i)));
            }
        }
        set.follow(order);
    }

    /**
     * A datagram that held these fields of an entity did not arrive: those that have the same value
     * still are due; what has changed since is, or was, due by itself.
     */
    void lose(WorldView view, int entry, int mask, int lostTick) {
        int entity = known.id(entry);
        int slot = view.slotOf(entity);
        boolean isSeen = slot != WorldView.NO_SLOT;
        int fields = isSeen ? view.unchangedSince(slot, mask, lostTick) : mask;
        known.onLost(entry, fields, lostTick);
        unsettle(view, entity);
    }

    /**
     * The datagram of a tick that did not arrive told of members who were settled what had changed
     * after another tick, at most. It told of those whose turn it was: whoever was in another ring
     * then was looked at since, or will be. With other rings for all, it may have been anybody.
     */
    void loseSettled(WorldView view, Schedule schedule, int sinceTick, int lostTick, int turn) {
        boolean isByTurns = rates.isSince(lostTick);
        Rings rings = view.rings(rates.level());
        IdOrder order = view.order();
        int told = view.renewalsAfter(sinceTick);
        int later = view.renewalsAfter(lostTick);
        int below = 0;
        int more = 0;
        for (int word = 0; word < order.words(); word++) {
            long members = set.members(word);
            long left = isByTurns ? toldOf(word, order, schedule, rings, turn) : members;
            for (; left != 0; left &= left - 1) {
                int rank = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                int slot = order.slot(rank);
                int fields =
                        told <= WorldView.HISTORY_RENEWALS && view.isSeen(slot)
                                ? view.changesIn(slot, told, later)
                                : lostChanges(view, slot, sinceTick, lostTick);
                if (fields == 0) {
                    continue;
                }
                long membersBelow = members & (Long.lowestOneBit(left) - 1);
                int guess = below + Long.bitCount(membersBelow) + more;
                int entry = known.indexNear(guess, order.id(rank));
                more += entry - guess; // entries of whom the client may hold still
                if (known.state(entry) == KnownTable.LIVE) {
                    known.addDue(entry, fields);
                    set.unsettle(rank);
                }
            }
            below += Long.bitCount(members);
        }
    }

    /** Who of a word had its turn then, in the ring that it is in now. */
    private long toldOf(int word, IdOrder order, Schedule schedule, Rings rings, int turn) {
        long toldOf = 0;
        for (int ring = 0; ring < Rings.MOST; ring++) {
            long inRing = set.inRing(word, ring);
            if (inRing != 0) {
                toldOf |= inRing & schedule.wereDue(turn, rings.periodTicks(ring), order, word);
            }
        }
        return toldOf;
    }

    private static int lostChanges(WorldView view, int slot, int sinceTick, int lostTick) {
        int fields = view.changesWithin(slot, sinceTick, lostTick);
        return fields == 0 ? 0 : view.unchangedSince(slot, fields, lostTick);
    }

    /** Bytes of one snapshot, at most. */
    public int budgetBytes() {
        return budgetBytes;
    }

    /** From now on a snapshot has at most so many bytes. */
    public void budgetBytes(int bytes) {
        budgetBytes = bytes;
    }

    /** Entities that the client may hold. */
    public int knownCount() {
        int count = 0;
        for (int entry = 0; entry < known.count(); entry++) {
            count += known.state(entry) == KnownTable.FREE ? 0 : 1;
        }
        return count;
    }

    /** The client has the snapshot of a tick; unknown ticks are ignored. */
    public void onAcked(long tick) {
        history.onAcked(known, tick);
    }

    /** The client will never have the snapshot of a tick; unknown ticks are ignored. */
    void onLost(long tick, WorldView view, Schedule schedule) {
        history.onLost(this, view, schedule, tick);
    }

    /**
     * Writes the entities that the client may hold, u32 little-endian each, the top bit set when
     * its create was acknowledged. One that is being removed goes without the bit: the client may
     * have dropped it already.
     *
     * @return bytes written, at most {@code room}
     */
    public int writeKnown(MutableDirectBuffer buffer, int offset, int room) {
        int at = offset;
        for (int entry = 0; entry < known.count() && at + Integer.BYTES <= offset + room; entry++) {
            if (known.state(entry) != KnownTable.FREE) {
                int bit = known.state(entry) == KnownTable.LIVE ? CREATE_ACKED : 0;
                buffer.putInt(at, known.id(entry) | bit, ByteOrder.LITTLE_ENDIAN);
                at += Integer.BYTES;
            }
        }
        return at - offset;
    }

    /**
     * Takes over from another cell what {@link #writeKnown} wrote; ids that are none are skipped.
     */
    public void adopt(DirectBuffer buffer, int offset, int length, long lastSent, long tick) {
        known.beginTick(tick);
        lastTickSent = lastSent;
        hasUnseated = true;
        known.ensureCapacity(known.count() + length / Integer.BYTES);
        for (int at = offset; at + Integer.BYTES <= offset + length; at += Integer.BYTES) {
            int word = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            int id = word & ~CREATE_ACKED;
            if (id > 0 && known.indexOf(id) == KnownTable.NO_ENTRY) {
                known.adopt(id, word < 0);
            }
        }
    }

    /**
     * Whether members are whom the client may hold, and nothing is open of those who are settled;
     * for tests in one thread.
     */
    public boolean isConsistent(WorldView view) {
        IdOrder order = view.order();
        int members = 0;
        int held = 0;
        boolean holds = set.lists.isConsistent(set, order);
        for (int rank = 0; rank < order.count(); rank++) {
            if (set.isMember(rank)) {
                int entry = known.indexOf(order.id(rank));
                members++;
                holds &= entry != KnownTable.NO_ENTRY && known.isHeld(entry);
                holds &= !set.isSettled(rank) || (holds && known.isCalm(entry));
            } else {
                holds &= !set.isSettled(rank);
            }
        }
        for (int word = 0; word < order.words(); word++) {
            boolean isOpen = (set.open() >>> word & 1) != 0;
            holds &= isOpen || set.members(word) == set.settled(word);
        }
        for (int entry = 0; entry < known.count(); entry++) {
            held += known.isHeld(entry) ? 1 : 0;
        }
        return holds && (members == held || hasUnseated);
    }
}
