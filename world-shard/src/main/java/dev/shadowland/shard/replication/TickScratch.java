package dev.shadowland.shard.replication;

import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.interest.WorldView;

/**
 * What is put together for one tick of one cell and then forgotten: cells that a thread runs one
 * after the other write it over, so that it stays near. Owned by its thread; grows and never
 * shrinks.
 */
public final class TickScratch {
    /** Who cannot be told of by turns while they are in doubt. */
    final RoughRanks roughInDoubt = new RoughRanks();

    private final RowCopy rowCopy = new RowCopy();
    private LevelRows[] levels = {};
    private int[] found = {};

    /** One for each thread that asks. */
    public static ThreadLocal<TickScratch> perThread() {
        return ThreadLocal.withInitial(TickScratch::new);
    }

    /** A neighbour's rows. */
    public RowCopy rowCopy() {
        return rowCopy;
    }

    /**
     * Another cell's tick begins. All levels have room at once: no level's first use allocates.
     *
     * @param levelCount levels of rings
     */
    void begin(WorldView view, int levelCount) {
        if (found.length < view.limit() + SettledMembers.AT_ONCE || levels.length < levelCount) {
            fit(view.capacity(), Math.max(levels.length, levelCount));
        }
        for (LevelRows each : levels) {
            each.beginTick();
        }
    }

    private void fit(int entities, int levelCount) {
        found = new int[entities + SettledMembers.AT_ONCE];
        roughInDoubt.fit(entities);
        levels = new LevelRows[levelCount];
        for (int level = 0; level < levelCount; level++) {
            levels[level] = new LevelRows(entities);
        }
    }

    /** Rows of a level. */
    LevelRows rows(int level) {
        return levels[level];
    }

    /** Room for whoever has its turn, with {@link SettledMembers#AT_ONCE} to spare. */
    int[] found() {
        return found;
    }
}
