package dev.shadowland.shard.cell;

/** Where a cell says that it is served here. Any thread. */
public interface CellRoutes {
    /** The cell runs on this node under this epoch. */
    void onOwned(long cell, long epoch);

    /** The cell runs here no more; ignored when a newer epoch of it does. */
    void onReleased(long cell, long epoch);
}
