package dev.shadowland.shard.replication;

import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.Rings;

import java.util.Arrays;

/**
 * Whose turn it is in a cell, by the period of the ring that a viewer has somebody in. An entity
 * has the same turns for all viewers of the cell, so that the same changes are told to all of them.
 * Owned by the cell's thread.
 */
final class Schedule {
    static final int CYCLE = Rings.CYCLE_TICKS;
    private static final int[] PERIODS =
            Rings.periods().stream().mapToInt(Integer::intValue).toArray();

    private static final int TURN_BITS = 6;
    private static final int MOST_TURNS = (1 << TURN_BITS) - 1;

    /** By phase, word by word: who has its turns then. */
    private long[] phases = new long[0];

    /** By period, {@link #dueAt} on, word by word: who is due. */
    private long[] due = new long[0];

    /** By period and phase: the tick of the last turn before the present one. */
    private final int[][] lastTurns = new int[CYCLE + 1][CYCLE];

    /** The same counted in ticks of this cell, which may have left some out. */
    private final int[][] lastRounds = new int[CYCLE + 1][CYCLE];

    /** By period: the oldest of both among those who are due. */
    private final int[] since = new int[CYCLE + 1];

    private final int[] ages = new int[CYCLE + 1];

    private int version;
    private int words;
    private int turn;
    private int turns;
    private int round;
    private int tick;
    private int previousTick;

    /** Sorts the entities by their phases, when ranks have moved. */
    void follow(IdOrder order) {
        if (version == order.version()) {
            return;
        }
        version = order.version();
        words = order.words();
        if (phases.length < words * CYCLE) {
            int room = IdOrder.roomOfWords(words);
            phases = new long[room * CYCLE];
            due = new long[room * (CYCLE + 1)];
        }
        Arrays.fill(phases, 0, words * CYCLE, 0);
        for (int rank = 0; rank < order.count(); rank++) {
            phases[phase(order.id(rank)) * words + rank / Long.SIZE] |= 1L << rank;
        }
    }

    /** 0 to the cycle's last; neighbouring ids spread. */
    static int phase(int id) {
        return (int) ((((id * 0x9E37_79B9L) & 0xFFFF_FFFFL) * CYCLE) >>> 32);
    }

    /**
     * Takes the next turns.
     *
     * @param made how many, 1 or more
     */
    void beginTick(int now, int made) {
        if (turns == 0) {
            for (int period : PERIODS) {
                Arrays.fill(lastTurns[period], now - 1);
                Arrays.fill(lastRounds[period], round);
            }
        }
        endTurns();
        previousTick = tick;
        tick = now;
        round++;
        turns = Math.min(made, CYCLE);
        turn = Math.floorMod(turn + made, CYCLE);
        for (int period : PERIODS) {
            Arrays.fill(due, dueAt(period), dueAt(period) + words, 0);
            since[period] = now - 1;
            ages[period] = 1;
            for (int phase = 0; phase < CYCLE; phase++) {
                if (isDue(period, phase % period)) {
                    or(dueAt(period), phase * words);
                    int last = lastTurns[period][phase % period];
                    since[period] = last - since[period] < 0 ? last : since[period];
                    ages[period] =
                            Math.max(ages[period], round - lastRounds[period][phase % period]);
                }
            }
        }
    }

    private void or(int into, int from) {
        for (int word = 0; word < words; word++) {
            due[into + word] |= phases[from + word];
        }
    }

    private boolean isDue(int period, int phase) {
        return Math.floorMod(turn - phase, period) < turns;
    }

    /** The present turns in 12 bits, for {@link #wereDue}. */
    int turns() {
        return turn << TURN_BITS | Math.min(turns, MOST_TURNS);
    }

    /**
     * Present turn of so many.
     *
     * @return 0 to one less; below 0 when more than one is taken at once, or there are none
     */
    int turn(int of) {
        return turns == 1 && of > 0 ? turn % of : -1;
    }

    /** The turn of so many that usually comes next. */
    int next(int of) {
        return (turn + 1) % of;
    }

    /**
     * Who of a word had its turn among {@link #turns} before, in a ring of a period. When ranks
     * have moved since {@link #follow}, it may have been anybody.
     */
    long wereDue(int turnsThen, int period, IdOrder order, int word) {
        if (version != order.version()) {
            return ~0L;
        }
        int last = turnsThen >> TURN_BITS;
        int made = Math.min(turnsThen & MOST_TURNS, period);
        long were = 0;
        for (int i = 0; i < made; i++) {
            for (int phase = Math.floorMod(last - i, period); phase < CYCLE; phase += period) {
                were |= phases[phase * words + word];
            }
        }
        return were;
    }

    private void endTurns() {
        for (int period : PERIODS) {
            for (int phase = 0; phase < period; phase++) {
                if (isDue(period, phase)) {
                    lastTurns[period][phase] = tick;
                    lastRounds[period][phase] = round;
                }
            }
        }
    }

    /** The tick before the present one. */
    int previousTick() {
        return previousTick;
    }

    /** Whose turn it is, one bit by rank; those of a period's rings from {@link #dueAt} on. */
    long[] due() {
        return due;
    }

    /** First word of whose turn it is in a ring of a period. */
    int dueAt(int period) {
        return period * words;
    }

    /** Tick after which changes are to be told to whoever was told of the turns before. */
    int since(int period) {
        return since[period];
    }

    /** Ticks of this cell since then, 1 to the period. */
    int age(int period) {
        return ages[period];
    }

    /** Tick before which nobody's last turn was. */
    int oldest() {
        return oldest(lastTurns[CYCLE]);
    }

    /** The oldest of ticks. */
    static int oldest(int[] ticks) {
        int oldest = ticks[0];
        for (int other : ticks) {
            oldest = other - oldest < 0 ? other : oldest;
        }
        return oldest;
    }
}
