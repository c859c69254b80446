package dev.shadowland.shard.replication;

import dev.shadowland.shard.interest.Rings;

import java.util.Arrays;

/**
 * Which entries of a {@link KnownTable} have their turn at which tick of the cycle, one bit each:
 * those whose turn it is are found without a look at the others, and in the table's order. Owned by
 * the cell's thread.
 */
final class Schedule {
    static final int CYCLE = Rings.CYCLE_TICKS;

    /** By period: the turns of phase 0. */
    private static final int[] EVERY = new int[CYCLE + 1];

    static {
        for (int period = 1; period <= CYCLE; period++) {
            for (int turn = 0; turn < CYCLE; turn += period) {
                EVERY[period] |= 1 << turn;
            }
        }
    }

    private int wordsPerTurn;
    private long[] turns = new long[0];

    /** Forgets all turns; there is room for so many entries then. */
    void clear(int entries) {
        int needed = (entries + Long.SIZE - 1) / Long.SIZE;
        if (turns.length < needed * CYCLE) {
            turns = new long[needed * 2 * CYCLE];
        } else {
            Arrays.fill(turns, 0, needed * CYCLE, 0);
        }
        wordsPerTurn = needed;
    }

    /** Gives an entry turns, as {@link #turns} says. */
    void add(int entry, int turns) {
        int word = entry / Long.SIZE;
        long bit = 1L << entry;
        for (int left = turns; left != 0; left &= left - 1) {
            this.turns[Integer.numberOfTrailingZeros(left) * wordsPerTurn + word] |= bit;
        }
    }

    /** Takes an entry's turns away. */
    void remove(int entry, int turns) {
        int word = entry / Long.SIZE;
        long bit = ~(1L << entry);
        for (int left = turns; left != 0; left &= left - 1) {
            this.turns[Integer.numberOfTrailingZeros(left) * wordsPerTurn + word] &= bit;
        }
    }

    /**
     * Turns of an entry, one bit each.
     *
     * @param id staggers the turns of entries of one period
     * @param periodTicks divides the cycle
     */
    static int turns(int id, int periodTicks) {
        return EVERY[periodTicks] << phase(id) % periodTicks;
    }

    /** 0 to the cycle's last; neighbouring ids spread. */
    private static int phase(int id) {
        return (int) ((((id * 0x9E37_79B9L) & 0xFFFF_FFFFL) * CYCLE) >>> 32);
    }

    /** Reads a word of a turn, to have it near. */
    long touch(int turn) {
        int at = Math.floorMod(turn, CYCLE) * wordsPerTurn;
        return at < turns.length ? turns[at] : 0;
    }

    /** Words of entries. */
    int words() {
        return wordsPerTurn;
    }

    /**
     * The next turns, one bit each, to be given to {@link #due}.
     *
     * @param turn the last one that was had, counted on without end
     * @param turns how many are due since, 1 or more
     */
    static int next(int turn, int turns) {
        int due = 0;
        for (int i = 1; i <= Math.min(turns, CYCLE); i++) {
            due |= 1 << Math.floorMod(turn + i, CYCLE);
        }
        return due;
    }

    /** Entries 64 × word to 64 × word + 63 that have one of the turns, one bit each. */
    long due(int word, int turnsDue) {
        long entries = 0;
        for (int left = turnsDue; left != 0; left &= left - 1) {
            entries |= turns[Integer.numberOfTrailingZeros(left) * wordsPerTurn + word];
        }
        return entries;
    }
}
