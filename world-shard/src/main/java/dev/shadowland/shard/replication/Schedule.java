package dev.shadowland.shard.replication;

import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.Rings;

import java.util.Arrays;

/**
 * Whose turn it is in a cell, by the period of the ring that a viewer has somebody in. An entity
 * has the same turns for all viewers of the cell, so that the same changes are told to all of them.
 * Turns are counted, not ticks: whoever had its turn in a tick that was skipped has it in the next
 * one, and all others a tick later, so that a late cell's ticks do not become dearer. Owned by the
 * cell's thread.
 */
final class Schedule {
    static final int CYCLE = Rings.CYCLE_TICKS;
    private static final int[] PERIODS =
            Rings.periods().stream().mapToInt(Integer::intValue).toArray();

    /** By phase, word by word: who has its turns then. */
    private long[] phases = new long[0];

    /** By period, {@link #dueAt} on, word by word: who is due. */
    private long[] due = new long[0];

    /** Ticks of the turns of a cycle, the present one not yet among them. */
    private final int[] ticks = new int[CYCLE];

    private int version;
    private int words;
    private boolean hasBegun;
    private int turn;
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

    /** Takes the next turn. */
    void beginTick(int now) {
        if (!hasBegun) {
            hasBegun = true;
            tick = now - 1;
            Arrays.fill(ticks, tick);
        }
        ticks[turn] = tick;
        previousTick = tick;
        tick = now;
        turn = (turn + 1) % CYCLE;
        for (int period : PERIODS) {
            Arrays.fill(due, dueAt(period), dueAt(period) + words, 0);
            for (int phase = turn % period; phase < CYCLE; phase += period) {
                or(dueAt(period), phase * words);
            }
        }
    }

    private void or(int into, int from) {
        for (int word = 0; word < words; word++) {
            due[into + word] |= phases[from + word];
        }
    }

    /** The present turn of the cycle, for {@link #wereDue}. */
    int turn() {
        return turn;
    }

    /** The turn of so many that comes next. */
    int next(int of) {
        return (turn + 1) % of;
    }

    /**
     * Who of a word had its turn at {@link #turn} then, in a ring of a period. When ranks have
     * moved since {@link #follow}, it may have been anybody.
     */
    long wereDue(int turnThen, int period, IdOrder order, int word) {
        if (version != order.version()) {
            return ~0L;
        }
        long were = 0;
        for (int phase = turnThen % period; phase < CYCLE; phase += period) {
            were |= phases[phase * words + word];
        }
        return were;
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

    /** Tick of so many turns before the present one, 1 to {@link #CYCLE}. */
    int tickBefore(int turns) {
        return ticks[Math.floorMod(turn - turns, CYCLE)];
    }
}
