package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.wire.VarInt;
import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.InterestRules;
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
    private static final int RING_BITS = 2;

    private static final int NONE = -1;

    /** Before the first tick. */
    private static final TickScratch NOBODYS = new TickScratch();

    private static final TurnRows NO_ROWS = new TurnRows(0);

    private static final int MASK_BYTES = 1;

    /** Members that are noted without asking whether there is another one. */
    static final int AT_ONCE = 4;

    /** As many as there are now and then among 10 000 spread players; a crowd has more. */
    private static final int USUAL_OTHERS = 256;

    private final WorldView view;
    private final IdOrder order;
    private final Schedule schedule;
    private final InterestRules rules;

    /** Of the thread that has the tick. */
    private TickScratch scratch = NOBODYS;

    /** Rows of the viewer of {@link #begin}. */
    private TurnRows rows = NO_ROWS;

    /** Who cannot be told of by them. */
    private RoughRanks rough = NO_ROWS.rough;

    /** Those of one tick, when they are not kept in a list: slot, and the ring below it. */
    private int[] found = scratch.found();

    /** Settled members whose turn it is, ascending by id, from {@link #dueAt} on: as above. */
    private int[] due = found;

    private int dueAt;
    private int dueCount;

    /** Other members whose turn it is, by rank, and how many members are below. */
    private int[] others = new int[USUAL_OTHERS];

    private int[] othersBelow = new int[USUAL_OTHERS];
    private int otherCount;

    /** By ring: whose turn it is. */
    private final int[] turnsAt = new int[RINGS];

    /** By ring: everybody in it was told of at the last turn of this period. */
    private final int[] periods = new int[RINGS];

    /** By ring: but not in these, see {@link Arrears#skipped}. */
    private final long[] skipped = new long[RINGS];

    /** Most of the view do nothing that is told: those who do are found sooner than listed. */
    private boolean isCalm;

    /** Turn of the lists that are kept by level; {@link #NONE} when they are not. */
    private int turn;

    private int level;

    /** Level that {@link #begin} began with last in this tick, if there were no arrears. */
    private int begunLevel = NONE;

    /** For one cell's view. */
    SettledMembers(WorldView view, Schedule schedule, InterestRules rules) {
        this.view = view;
        this.order = view.order();
        this.schedule = schedule;
        this.rules = rules;
    }

    /** A tick begins, in a thread whose scratch this is; the view is of this tick. */
    void beginTick(TickScratch threads) {
        scratch = threads;
        scratch.begin(view);
        found = scratch.found();
        begunLevel = NONE;
    }

    /** Begins with a viewer: whose turn it is in which of its rings, and since when. */
    void begin(Viewer viewer) {
        dueCount = 0;
        level = viewer.rates.level();
        Rings rings = rules.rings(level);
        viewer.set.lists.use(level, rings);
        Arrears arrears = viewer.arrears;
        if (level == begunLevel && arrears.isEmpty()) {
            return;
        }
        begunLevel = arrears.isEmpty() ? level : NONE;
        for (int ring = 0; ring < RINGS; ring++) {
            turnsAt[ring] = schedule.dueAt(rings.periodTicks(ring));
            periods[ring] = arrears.period(ring, rings);
            skipped[ring] = arrears.skipped(ring);
        }
        int turns = TurnLists.turns(rings);
        turn = turns == 0 ? NONE : schedule.turn() % turns;
        rows = scratch.rows(periods, skipped);
        rows.layOut(view, schedule);
        rough = rows.rough;
        isCalm = rows.stirredCount() * 2 < order.count();
    }

    /**
     * Finds the members whose turn it is: in the list of the turn, if there is one, and else, or
     * when few changed, those of them of whom there is something to tell.
     *
     * @param ownSlot of the viewer's own entity, which has a turn in every snapshot
     */
    void collect(InterestSet set, int ownSlot) {
        otherCount = 0;
        int ownRank = order.rank(ownSlot);
        if (isCalm || turn == NONE || !rules.isInEveryTurn(view.kind(ownSlot), level)) {
            collectAll(set, ownRank);
            return;
        }
        if (!set.lists.isListed(turn)) {
            list(set, ownRank);
        }
        due = set.lists.lists();
        dueAt = set.lists.start(turn);
        dueCount = set.lists.count(turn);
        collectOthers(set, ownRank);
        if (otherCount > 0) {
            dropOthers();
        }
    }

    /** Makes the list of the turn, the others included. */
    private void list(InterestSet set, int ownRank) {
        long[] bits = set.bits();
        int count = 0;
        for (int word = 0; word < order.words(); word++) {
            int at = word * InterestSet.PLANES;
            long turns = turns(bits, at, word, ownRank);
            note(turns, word, count, bits[at + InterestSet.LOW], bits[at + InterestSet.HIGH]);
            count += Long.bitCount(turns);
        }
        set.lists.put(turn, found, count);
    }

    /** Finds them word by word, and the others, without a list. */
    private void collectAll(InterestSet set, int ownRank) {
        long[] bits = set.bits();
        int count = 0;
        int below = 0;
        for (int word = 0; word < order.words(); word++) {
            int at = word * InterestSet.PLANES;
            long members = bits[at + InterestSet.MEMBER];
            long turns = turns(bits, at, word, ownRank);
            long smooth = turns & bits[at + InterestSet.SETTLED] & ~rough.word(word);
            long told = smooth & rows.stirred(word);
            note(told, word, count, bits[at + InterestSet.LOW], bits[at + InterestSet.HIGH]);
            count += Long.bitCount(told);
            noteOthers(turns ^ smooth, word, below, members);
            below += Long.bitCount(members);
        }
        due = found;
        dueAt = 0;
        dueCount = count;
    }

    /** Members of a word whose turn it is. */
    private long turns(long[] bits, int at, int word, int ownRank) {
        long[] scheduled = schedule.due();
        long low = bits[at + InterestSet.LOW];
        long high = bits[at + InterestSet.HIGH];
        long own = word == ownRank / Long.SIZE ? 1L << ownRank : 0;
        return bits[at + InterestSet.MEMBER]
                & (own
                        | (~low & ~high & scheduled[turnsAt[0] + word])
                        | (low & ~high & scheduled[turnsAt[1] + word])
                        | (~low & high & scheduled[turnsAt[2] + word])
                        | (low & high & scheduled[turnsAt[3] + word]));
    }

    /** Some at once, too many of them maybe: the next ones overwrite these. */
    private void note(long ranks, int word, int from, long low, long high) {
        int[] to = found;
        int end = from + Long.bitCount(ranks);
        long left = ranks;
        for (int at = from; at < end; at += AT_ONCE) {
            for (int i = 0; i < AT_ONCE; i++, left &= left - 1) {
                int bit = Long.numberOfTrailingZeros(left) & (Long.SIZE - 1);
                int rank = Math.min(word * Long.SIZE + bit, order.count() - 1);
                to[at + i] = entry(order.slot(rank), InterestSet.ring(low, high, bit));
            }
        }
    }

    /** Finds who of them is not settled, or is but is rough: in the few words that have any. */
    private void collectOthers(InterestSet set, int ownRank) {
        long[] bits = set.bits();
        long asked = set.open() | rough.words();
        int below = 0;
        int counted = 0;
        for (int word = 0; word < order.words() && asked != 0; word++) {
            if ((asked >>> word & 1) == 0) {
                continue;
            }
            int at = word * InterestSet.PLANES;
            long members = bits[at + InterestSet.MEMBER];
            long settled = bits[at + InterestSet.SETTLED];
            if (members == settled && order.words() <= Long.SIZE) {
                set.close(word);
            }
            long turns = turns(bits, at, word, ownRank) & (~settled | rough.word(word));
            if (turns != 0) {
                for (; counted < word; counted++) {
                    below += Long.bitCount(set.members(counted));
                }
                noteOthers(turns, word, below, members);
            }
        }
    }

    private void noteOthers(long ranks, int word, int below, long members) {
        for (long left = ranks; left != 0; left &= left - 1) {
            if (otherCount == others.length) {
                others = Arrays.copyOf(others, otherCount * 2);
                othersBelow = Arrays.copyOf(othersBelow, otherCount * 2);
            }
            long belowInWord = members & (Long.lowestOneBit(left) - 1);
            others[otherCount] = word * Long.SIZE + Long.numberOfTrailingZeros(left);
            othersBelow[otherCount] = below + Long.bitCount(belowInWord);
            otherCount++;
        }
    }

    /** The others are looked at one by one. */
    private void dropOthers() {
        int kept = 0;
        int next = 0;
        int other = order.slot(others[0]);
        for (int place = 0; place < dueCount; place++) {
            int entry = due[dueAt + place];
            found[kept] = entry;
            if (slotOf(entry) == other) {
                next++;
                other = next < otherCount ? order.slot(others[next]) : NONE;
            } else {
                kept++;
            }
        }
        due = found;
        dueAt = 0;
        dueCount = kept;
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

    /** Entry of {@link #due} for a member in a slot and a ring. */
    static int entry(int slot, int ring) {
        return slot << RING_BITS | ring;
    }

    /** Slot of an entry of {@link #due}. */
    static int slotOf(int entry) {
        return entry >>> RING_BITS;
    }

    /** Ring of an entry of {@link #due}. */
    static int ring(int entry) {
        return entry & (RINGS - 1);
    }

    /**
     * Settled members whose turn it is, {@link #dueCount} of them from {@link #dueAt} on, ascending
     * by id.
     */
    int[] due() {
        return due;
    }

    /** Where they begin. */
    int dueAt() {
        return dueAt;
    }

    /** How many settled members have their turn. */
    int dueCount() {
        return dueCount;
    }

    /** Slot of one of them. */
    int slot(int place) {
        return slotOf(due[dueAt + place]);
    }

    /** They are told of otherwise. */
    void clear() {
        dueCount = 0;
    }

    /** What changed of one of them since its last turn, see {@link TurnRows}. */
    int change(int place) {
        int member = due[dueAt + place];
        return TurnRows.change(rows.rows()[slotOf(member) * TurnRows.STRIDE], member);
    }

    /** See {@link TurnRows#rows}. */
    long[] rows() {
        return rows.rows();
    }

    /**
     * Tick of the oldest last turn before, of all rings: nothing is told that changed before it.
     */
    int oldestSince() {
        return rows.oldestSince();
    }

    /** Tick of the oldest last turn before of a ring's members. */
    int since(int ring) {
        return rows.since(ring);
    }

    /** Bytes of the records of those in each ring, about: all rings' are one list. */
    void bytes(int[] byRing) {
        Arrays.fill(byRing, 0);
        int previous = 0;
        for (int place = 0; place < dueCount; place++) {
            int fields = TurnRows.fields(change(place));
            if (fields != 0) {
                int id = view.id(slot(place));
                int size = VarInt.size(id - previous) + MASK_BYTES + Field.fixedSize(fields);
                byRing[ring(due[dueAt + place])] += size;
                previous = id;
            }
        }
    }

    /** Nobody beyond the first rings is told of but the one in a slot. */
    void keep(int ringCount, int ownSlot) {
        int kept = 0;
        for (int place = 0; place < dueCount; place++) {
            int entry = due[dueAt + place];
            if (ring(entry) < ringCount || slotOf(entry) == ownSlot) {
                found[kept++] = entry;
            }
        }
        due = found;
        dueAt = 0;
        dueCount = kept;
    }
}
