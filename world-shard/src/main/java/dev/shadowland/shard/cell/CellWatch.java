package dev.shadowland.shard.cell;

/**
 * Hears of the node's cells for status and metrics; called from the cells' threads, must not block.
 */
public interface CellWatch {
    /** The cell runs, with nobody in it. */
    void onStarted(long cell, long epoch);

    /**
     * The cell owns this many players and world entities; told after each tick and each enter or
     * remove.
     */
    void onPopulation(long cell, int players, int entities);

    /** A tick found the one before it outstanding and was skipped. */
    void onTickSkipped(long cell);

    /** The cell runs here no more. */
    void onStopped(long cell, long epoch);
}
