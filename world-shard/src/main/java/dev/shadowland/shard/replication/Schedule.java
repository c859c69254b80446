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

    /**
     * Gives an entry its turns.
     *
     * @param id staggers the turns of entries of one period
     * @param periodTicks divides the cycle
     */
    void add(int entry, int id, int periodTicks) {
        int word = entry / Long.SIZE;
        long bit = 1L << entry;
        for (int turn = phase(id) % periodTicks; turn < CYCLE; turn += periodTicks) {
            turns[turn * wordsPerTurn + word] |= bit;
        }
    }

    /** 0 to the cycle's last; neighbouring ids spread. */
    private static int phase(int id) {
        return (int) ((((id * 0x9E37_79B9L) & 0xFFFF_FFFFL) * CYCLE) >>> 32);
    }

    /** Words of entries. */
    int words() {
        return wordsPerTurn;
    }

    /**
     * The turns, one bit each, of the ticks after {@code afterTick} up to and with {@code tick}, to
     * be given to {@link #due}.
     */
    static int turnsOf(long afterTick, long tick) {
        int turnsDue = 0;
        for (long at = Math.max(afterTick + 1, tick - CYCLE + 1); at <= tick; at++) {
            turnsDue |= 1 << Math.floorMod(at, CYCLE);
        }
        return turnsDue;
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
