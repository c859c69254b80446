package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.shard.interest.WorldView;

import java.util.Arrays;

/**
 * Which settled members of one viewer's {@link InterestSet} have their turn at a tick, and what
 * changed of them since their last: that is the same for all viewers who have them in rings of the
 * same period, so it is read from the cell's own rows. Reused for every viewer; owned by the cell's
 * thread.
 */
final class SettledMembers {
    private static final int RINGS = Rings.MOST;

    /** Longs of a row: id, place, history, older history. */
    private static final int STRIDE = 4;

    private static final int ID = 0;
    private static final int PLACE = 1;
    private static final int HISTORY = 2;
    private static final int OLDER_HISTORY = 3;

    /** Ticks that a row's history goes back. */
    private static final int HISTORY_TICKS = 2 * Long.BYTES;

    private final WorldView view;
    private final Schedule schedule;

    /** Who cannot be told of as if settled: changes with a rule of their own. */
    private long[] rough = new long[0];

    /** Settled members whose turn it is. */
    private long[] due = new long[0];

    private boolean isAnyDue;

    /** By rank: what a record is written from, side by side, for it is read for each of them. */
    private long[] rows = new long[0];

    /** By ring: whose turn it is, since when, and where in which history changes since then are. */
    private final int[] turns = new int[RINGS];

    private final int[] since = new int[RINGS];
    private final int[] historyAt = new int[RINGS];
    private final int[] shifts = new int[RINGS];
    private final boolean[] isBeyondHistory = new boolean[RINGS];

    /** For one cell's view. */
    SettledMembers(WorldView view, Schedule schedule) {
        this.view = view;
        this.schedule = schedule;
    }

    /**
     * Finds out who is to be looked at one by one: whoever changed its quadrant, for clients must
     * acknowledge that, who stands and only turns, which is told of less often, and whose row is
     * missing. Of all others it lays out what their records need, for many viewers will.
     */
    void beginTick() {
        IdOrder order = view.order();
        if (rows.length < order.count() * STRIDE) {
            grow(order.count() * 2);
        }
        Arrays.fill(rough, 0, order.words(), 0);
        int oldest = schedule.oldest();
        for (int rank = 0; rank < order.count(); rank++) {
            int slot = order.slot(rank);
            long older = view.history(slot, true);
            int at = rank * STRIDE;
            rows[at + ID] = order.id(rank);
            rows[at + PLACE] = view.word(slot, EntityRow.PLACE);
            rows[at + HISTORY] = view.history(slot, false);
            rows[at + OLDER_HISTORY] = older;
            int changed = (int) (older >>> (Long.SIZE - Byte.SIZE));
            boolean isRough =
                    (changed != 0 && view.isStanding(slot, changed))
                            || !view.isSeen(slot)
                            || view.unchangedSince(slot, Field.QUADRANT, oldest) == 0;
            rough[rank / Long.SIZE] |= (isRough ? 1L : 0L) << rank;
        }
    }

    private void grow(int ranks) {
        rows = new long[ranks * STRIDE];
        rough = new long[ranks / Long.SIZE + 1];
        due = new long[ranks / Long.SIZE + 1];
    }

    /** Begins with a viewer: whose turn it is in which of its rings, and since when. */
    void begin(Rings rings, RateLevel rates) {
        isAnyDue = false;
        for (int ring = 0; ring < RINGS; ring++) {
            int period = rings.periodTicks(ring);
            int age = schedule.age(period);
            turns[ring] = schedule.dueAt(period);
            since[ring] = schedule.since(period);
            historyAt[ring] = age <= Long.BYTES ? HISTORY : OLDER_HISTORY;
            shifts[ring] = (age - 1) % Long.BYTES * Byte.SIZE;
            isBeyondHistory[ring] = age > HISTORY_TICKS || rates.isInDoubt();
            if (rates.isInDoubt() && rates.doubtSince() - since[ring] < 0) {
                since[ring] = rates.doubtSince();
            }
        }
    }

    /** Notes the settled members of a word whose turn it is; returns the others. */
    long split(InterestSet set, int word) {
        long all = turns(set, word);
        due[word] = all & set.settled(word) & ~rough[word];
        isAnyDue |= due[word] != 0;
        return all & ~due[word];
    }

    private long turns(InterestSet set, int word) {
        long low = set.ringLow(word);
        long high = set.ringHigh(word);
        long[] scheduled = schedule.due();
        return set.members(word)
                & ((~low & ~high & scheduled[turns[0] + word])
                        | (low & ~high & scheduled[turns[1] + word])
                        | (~low & high & scheduled[turns[2] + word])
                        | (low & high & scheduled[turns[3] + word]));
    }

    /** Settled members of a word whose turn it is. */
    long due(int word) {
        return due[word];
    }

    /** Whether there are any. */
    boolean isAnyDue() {
        return isAnyDue;
    }

    /** They are told of otherwise. */
    void clear() {
        isAnyDue = false;
    }

    /** Fields that changed of one of them in a ring since its last turn. */
    int changes(int rank, int ring) {
        if (isBeyondHistory[ring]) {
            return view.changesSince(view.order().slot(rank), since[ring]);
        }
        return (int) (rows[rank * STRIDE + historyAt[ring]] >>> shifts[ring]) & Field.ALL;
    }

    /** Its {@link EntityRow#PLACE}. */
    long place(int rank) {
        return rows[rank * STRIDE + PLACE];
    }

    /** Its id. */
    int id(int rank) {
        return (int) rows[rank * STRIDE + ID];
    }

    /** Tick of the oldest last turn before, of all rings: nothing is told that changed before it. */
    int oldestSince() {
        int oldest = since[0];
        for (int ring = 1; ring < RINGS; ring++) {
            oldest = since[ring] - oldest < 0 ? since[ring] : oldest;
        }
        return oldest;
    }

    /** Tick of the last turn before of a ring's members. */
    int since(int ring) {
        return since[ring];
    }
}
