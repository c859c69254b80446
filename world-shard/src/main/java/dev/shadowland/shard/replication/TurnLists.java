package dev.shadowland.shard.replication;

import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.Rings;

import java.util.Arrays;

/**
 * The members of one viewer's {@link InterestSet} who have their turn at a tick, kept until the
 * same turn comes again: they are mostly the same then. A list is by ascending ids, and holds slots
 * of the view, which stay when ranks move. Whoever comes, leaves or changes its ring strikes the
 * lists of its turns. Owned by the cell's thread; grows and never shrinks.
 */
final class TurnLists {
    /** Turns after which all repeats, at most: a list is struck before it is used again else. */
    static final int MOST_TURNS = 12;

    private static final int USUAL_TURNS = TurnLists.turns(Rings.DEFAULT);

    private static final int NONE = -1;
    private static final int[][] TURNS = new int[Rings.CYCLE_TICKS + 1][MOST_TURNS];

    static {
        for (int period = 1; period <= MOST_TURNS; period++) {
            for (int turn = 0; turn < MOST_TURNS; turn++) {
                for (int phase = turn % period; phase < MOST_TURNS; phase += period) {
                    TURNS[period][phase] |= 1 << turn;
                }
            }
        }
    }

    private final TableRoom room;

    /** By turn, one after the other, with the same space each: how many, and the list. */
    private int[] lists;

    private int space;

    /** By ring, a byte each. */
    private int periods;

    /** A bit for each turn whose list holds. */
    private int listed;

    private int level = NONE;
    private int turns = 1;

    TurnLists(TableRoom room) {
        this.room = room;
        lists = new int[room.of(0) * USUAL_TURNS];
    }

    /** Turns after which all of these rings repeat; 0 when that is too long to keep lists. */
    static int turns(Rings rings) {
        int longest = rings.longestTicks();
        boolean isWhole = longest <= MOST_TURNS;
        for (int ring = 0; ring < Rings.MOST && isWhole; ring++) {
            isWhole = longest % rings.periodTicks(ring) == 0;
        }
        return isWhole ? longest : 0;
    }

    /** Lists are of these rings from now on, which are those of a level. */
    void use(int newLevel, Rings rings) {
        if (level == newLevel) {
            return;
        }
        level = newLevel;
        turns = Math.max(turns(rings), 1);
        space = lists.length / turns;
        listed = 0;
        periods = 0;
        for (int ring = 0; ring < Rings.MOST; ring++) {
            periods |= rings.periodTicks(ring) << (ring * Byte.SIZE);
        }
    }

    /** Strikes all lists. */
    void clear() {
        listed = 0;
    }

    /** Strikes those in which an entity is, or comes, being in a ring. */
    void strike(int id, int ring) {
        if (!isEmpty()) {
            listed &= ~TURNS[period(ring)][Schedule.phase(id) % MOST_TURNS];
        }
    }

    private int period(int ring) {
        return periods >>> (ring * Byte.SIZE) & 0xFF;
    }

    /** Whether the list of a turn holds. */
    boolean isListed(int turn) {
        return (listed >>> turn & 1) != 0;
    }

    /** Whether no list holds. */
    boolean isEmpty() {
        return listed == 0;
    }

    /** Takes the list of a turn. */
    void put(int turn, int[] list, int count) {
        if (count >= space) {
            space = room.of(count + 1);
            lists = new int[space * turns];
            listed = 0;
        }
        lists[turn * space] = count;
        System.arraycopy(list, 0, lists, start(turn), count);
        listed |= 1 << turn;
    }

    /** All lists. */
    int[] lists() {
        return lists;
    }

    /** Where that of a turn begins in them. */
    int start(int turn) {
        return turn * space + 1;
    }

    /** How many it has. */
    int count(int turn) {
        return lists[turn * space];
    }

    /** Reads what the next turn needs, to have it near. */
    int touch(Schedule schedule) {
        int at = schedule.next(turns) * space;
        return lists[at] + lists[at + space / 2];
    }

    /** Whether every list that holds is what it would be if it was made now; for tests. */
    boolean isConsistent(InterestSet set, IdOrder order) {
        boolean holds = true;
        for (int turn = 0; turn < turns; turn++) {
            holds &= !isListed(turn) || Arrays.equals(made(turn, set, order), list(turn));
        }
        return holds;
    }

    private int[] list(int turn) {
        return Arrays.copyOfRange(lists, start(turn), start(turn) + count(turn));
    }

    private int[] made(int turn, InterestSet set, IdOrder order) {
        int[] made = new int[order.count()];
        int count = 0;
        for (int rank = 0; rank < order.count(); rank++) {
            int phase = Schedule.phase(order.id(rank)) % MOST_TURNS;
            if (set.isMember(rank) && (TURNS[period(set.ring(rank))][phase] >>> turn & 1) != 0) {
                made[count++] = SettledMembers.entry(order.slot(rank), set.ring(rank));
            }
        }
        return Arrays.copyOf(made, count);
    }
}
