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
    private static final int RING_SHIFT = 28;
    private static final int RANK_BITS = (1 << RING_SHIFT) - 1;

    private static final int NONE = -1;

    /** Members that are noted without asking whether there is another one. */
    private static final int AT_ONCE = 4;

    /** Longs of a row: id, place, history, older history. */
    static final int STRIDE = 4;

    static final int ID = 0;
    static final int PLACE = 1;
    private static final int HISTORY = 2;
    private static final int OLDER_HISTORY = 3;

    private final WorldView view;
    private final Schedule schedule;

    /** Who cannot be told of as if settled: changes with a rule of their own. */
    private long[] rough = new long[0];

    /** Settled members whose turn it is, ascending: rank, and the ring above it. */
    private int[] due = new int[0];

    private int dueCount;

    /** Other members whose turn it is, by rank, and how many members are below. */
    private int[] others = new int[64];

    private int[] othersBelow = new int[64];
    private int otherCount;

    /** By rank: what a record is written from, side by side, for it is read for each of them. */
    private long[] rows = new long[0];

    /** By ring: whose turn it is, since when, and where in which history changes since then are. */
    private final int[] turnsAt = new int[RINGS];

    private final int[] since = new int[RINGS];
    private final int[] historyAt = new int[RINGS];
    private final int[] shifts = new int[RINGS];
    private final boolean[] isBeyondHistory = new boolean[RINGS];
    private boolean isAnyBeyondHistory;

    /** Level that {@link #begin} began with last in this tick, if that was in no doubt. */
    private int begunLevel = NONE;

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
        begunLevel = NONE;
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
        due = new int[ranks + AT_ONCE];
    }

    /** Begins with a viewer: whose turn it is in which of its rings, and since when. */
    void begin(Rings rings, RateLevel rates) {
        dueCount = 0;
        if (rates.level() == begunLevel && !rates.isInDoubt()) {
            return;
        }
        begunLevel = rates.isInDoubt() ? NONE : rates.level();
        isAnyBeyondHistory = false;
        for (int ring = 0; ring < RINGS; ring++) {
            int period = rings.periodTicks(ring);
            int age = schedule.age(period);
            turnsAt[ring] = schedule.dueAt(period);
            since[ring] = schedule.since(period);
            historyAt[ring] = age <= Long.BYTES ? HISTORY : OLDER_HISTORY;
            shifts[ring] = (age - 1) % Long.BYTES * Byte.SIZE;
            isBeyondHistory[ring] = age > WorldView.HISTORY_RENEWALS || rates.isInDoubt();
            isAnyBeyondHistory |= isBeyondHistory[ring];
            if (rates.isInDoubt() && rates.doubtSince() - since[ring] < 0) {
                since[ring] = rates.doubtSince();
            }
        }
    }

    /**
     * Finds the members whose turn it is. Written out with what it reads in locals: it takes a
     * tenth of a tick.
     *
     * @param words of the order
     * @param ownRank of the viewer's own entity, which has a turn in every snapshot
     */
    void collect(InterestSet set, int words, int ownRank) {
        int ownWord = ownRank / Long.SIZE;
        long[] bits = set.bits();
        long[] scheduled = schedule.due();
        long[] skipped = rough;
        int count = 0;
        int below = 0;
        otherCount = 0;
        for (int word = 0; word < words; word++) {
            int at = word * InterestSet.PLANES;
            long members = bits[at + InterestSet.MEMBER];
            long low = bits[at + InterestSet.LOW];
            long high = bits[at + InterestSet.HIGH];
            long own = word == ownWord ? 1L << ownRank : 0;
            long turns =
                    members
                            & (own
                                    | (~low & ~high & scheduled[turnsAt[0] + word])
                                    | (low & ~high & scheduled[turnsAt[1] + word])
                                    | (~low & high & scheduled[turnsAt[2] + word])
                                    | (low & high & scheduled[turnsAt[3] + word]));
            long smooth = turns & bits[at + InterestSet.SETTLED] & ~skipped[word];
            note(smooth, word * Long.SIZE, count, low, high);
            count += Long.bitCount(smooth);
            if (turns != smooth) {
                noteOthers(turns ^ smooth, word * Long.SIZE, below, members);
            }
            below += Long.bitCount(members);
        }
        dueCount = count;
    }

    /** Some at once, too many of them maybe: the next ones overwrite these. */
    private void note(long ranks, int base, int from, long low, long high) {
        int[] to = due;
        int end = from + Long.bitCount(ranks);
        long left = ranks;
        for (int at = from; at < end; at += AT_ONCE) {
            for (int i = 0; i < AT_ONCE; i++, left &= left - 1) {
                int bit = Long.numberOfTrailingZeros(left);
                to[at + i] = (base + bit) | InterestSet.ring(low, high, bit) << RING_SHIFT;
            }
        }
    }

    private void noteOthers(long ranks, int base, int below, long members) {
        for (long left = ranks; left != 0; left &= left - 1) {
            if (otherCount == others.length) {
                others = Arrays.copyOf(others, otherCount * 2);
                othersBelow = Arrays.copyOf(othersBelow, otherCount * 2);
            }
            long belowInWord = members & (Long.lowestOneBit(left) - 1);
            others[otherCount] = base + Long.numberOfTrailingZeros(left);
            othersBelow[otherCount] = below + Long.bitCount(belowInWord);
            otherCount++;
        }
    }

    /** How many members have their turn besides those who are settled. */
    int otherCount() {
        return otherCount;
    }

    /** Rank of one of them; they ascend. */
    int otherRank(int place) {
        return others[place];
    }

    /** Members of a lower rank than one of them. */
    int membersBelowOther(int place) {
        return othersBelow[place];
    }

    /** Rank of an entry of {@link #due}. */
    static int rank(int due) {
        return due & RANK_BITS;
    }

    /** Ring of an entry of {@link #due}. */
    static int ring(int due) {
        return due >>> RING_SHIFT;
    }

    /** Settled members whose turn it is, {@link #dueCount} of them, ascending by rank. */
    int[] due() {
        return due;
    }

    /** How many settled members have their turn. */
    int dueCount() {
        return dueCount;
    }

    /** They are told of otherwise. */
    void clear() {
        dueCount = 0;
    }

    /** Fields that changed of one of them since its last turn. */
    int changes(int place) {
        int rank = rank(due[place]);
        int ring = ring(due[place]);
        if (isAnyBeyondHistory && isBeyondHistory[ring]) {
            return view.changesSince(view.order().slot(rank), since[ring]);
        }
        return (int) (rows[rank * STRIDE + historyAt[ring]] >>> shifts[ring]) & Field.ALL;
    }

    /** Whether what changed is in the rows, for all rings; else {@link #changes} knows. */
    boolean isByRows() {
        return !isAnyBeyondHistory;
    }

    /** By rank, {@link #STRIDE} longs each: id, {@link EntityRow#PLACE}, and histories. */
    long[] rows() {
        return rows;
    }

    /** By ring: which long of a row has what changed since the last turn. */
    int[] historyAt() {
        return historyAt;
    }

    /** By ring: how far up it is there. */
    int[] shifts() {
        return shifts;
    }

    /**
     * Tick of the oldest last turn before, of all rings: nothing is told that changed before it.
     */
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
