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

    private static final int MASKS_SHIFT = Integer.SIZE;

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

    /** By rank: what the view says of each, laid out for {@link #layOut}. */
    private long[] histories = new long[0];

    private long[] olderHistories = new long[0];
    private long[] places = new long[0];

    /** By level and rank: see {@link #rows}. */
    private final long[][] rowsByLevel;

    /** By level: whether they are of this tick. */
    private final boolean[] isLaidOut;

    private long[] rows = new long[0];

    /** By ring: whose turn it is, since when, and how many renewals ago that was. */
    private final int[] turnsAt = new int[RINGS];

    private final int[] since = new int[RINGS];
    private final int[] ages = new int[RINGS];
    private boolean isByRows;

    /** Level that {@link #begin} began with last in this tick, if that was in no doubt. */
    private int begunLevel = NONE;

    /**
     * For one cell's view.
     *
     * @param levels of rings that there are
     */
    SettledMembers(WorldView view, Schedule schedule, int levels) {
        this.view = view;
        this.schedule = schedule;
        rowsByLevel = new long[levels][0];
        isLaidOut = new boolean[levels];
    }

    /**
     * Finds out who is to be looked at one by one: whoever changed its quadrant, for clients must
     * acknowledge that, who stands and only turns, which is told of less often, and whose row is
     * missing.
     */
    void beginTick() {
        begunLevel = NONE;
        Arrays.fill(isLaidOut, false);
        IdOrder order = view.order();
        if (places.length < order.count()) {
            grow(order.count() * 2);
        }
        Arrays.fill(rough, 0, order.words(), 0);
        int oldest = schedule.oldest();
        for (int rank = 0; rank < order.count(); rank++) {
            int slot = order.slot(rank);
            long older = view.history(slot, true);
            places[rank] = view.word(slot, EntityRow.PLACE);
            histories[rank] = view.history(slot, false);
            olderHistories[rank] = older;
            int changed = (int) (older >>> (Long.SIZE - Byte.SIZE));
            boolean isRough =
                    (changed != 0 && view.isStanding(slot, changed))
                            || !view.isSeen(slot)
                            || view.unchangedSince(slot, Field.QUADRANT, oldest) == 0;
            rough[rank / Long.SIZE] |= (isRough ? 1L : 0L) << rank;
        }
    }

    private void grow(int ranks) {
        places = new long[ranks];
        histories = new long[ranks];
        olderHistories = new long[ranks];
        rough = new long[ranks / Long.SIZE + 1];
        due = new int[ranks + AT_ONCE];
        Arrays.setAll(rowsByLevel, _ -> new long[ranks]);
    }

    /** Begins with a viewer: whose turn it is in which of its rings, and since when. */
    void begin(Rings rings, RateLevel rates) {
        dueCount = 0;
        int level = rates.level();
        if (level == begunLevel && !rates.isInDoubt()) {
            return;
        }
        begunLevel = rates.isInDoubt() ? NONE : level;
        isByRows = !rates.isInDoubt();
        for (int ring = 0; ring < RINGS; ring++) {
            int period = rings.periodTicks(ring);
            turnsAt[ring] = schedule.dueAt(period);
            since[ring] = schedule.since(period);
            ages[ring] = schedule.age(period);
            isByRows &= ages[ring] <= WorldView.HISTORY_RENEWALS;
            if (rates.isInDoubt() && rates.doubtSince() - since[ring] < 0) {
                since[ring] = rates.doubtSince();
            }
        }
        if (isByRows && !isLaidOut[level]) {
            isLaidOut[level] = true;
            layOut(level);
        }
        rows = rowsByLevel[level];
    }

    /** The same for many viewers, so each is put together once. */
    private void layOut(int level) {
        IdOrder order = view.order();
        long[] to = rowsByLevel[level];
        for (int rank = 0; rank < order.count(); rank++) {
            long row = order.id(rank);
            for (int ring = 0; ring < RINGS; ring++) {
                row |= changesBack(rank, ring) << (MASKS_SHIFT + ring * Byte.SIZE);
            }
            to[rank] = row;
        }
    }

    private long changesBack(int rank, int ring) {
        int back = ages[ring] - 1;
        long[] history = back < Long.BYTES ? histories : olderHistories;
        return history[rank] >>> (back % Long.BYTES * Byte.SIZE) & Field.ALL;
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
        int ring = ring(due[place]);
        return isByRows
                ? mask(rows[rank(due[place])], ring)
                : view.changesSince(view.order().slot(rank(due[place])), since[ring]);
    }

    /** Whether what changed is in {@link #rows}; else {@link #row} knows. */
    boolean isByRows() {
        return isByRows;
    }

    /** By rank: the id, and above it by ring the fields that changed since the last turn. */
    long[] rows() {
        return rows;
    }

    /** The same for one of those whose turn it is, with what is in its ring. */
    long row(int place) {
        long id = view.order().id(rank(due[place]));
        return id | (long) changes(place) << (MASKS_SHIFT + ring(due[place]) * Byte.SIZE);
    }

    /** Fields of a row for a ring. */
    static int mask(long row, int ring) {
        return (int) (row >>> (MASKS_SHIFT + ring * Byte.SIZE)) & Field.ALL;
    }

    /** By rank: {@link EntityRow#PLACE}. */
    long[] places() {
        return places;
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
