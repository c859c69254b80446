package dev.shadowland.shard.tick;

/** Told what the cells of a node do. Any thread, several at once; must not block. */
@FunctionalInterface
public interface CellProbe {
    /**
     * A cell ran a tick.
     *
     * @param scheduledNs epoch nanos at which it was due
     * @param finishedNs epoch nanos of its last flush
     */
    void onTick(long cell, long tick, long scheduledNs, long finishedNs);

    /**
     * A cell stepped from one rung of the overload ladder to another, 0 for none: see the
     * architecture for what each leaves out.
     */
    default void onRung(long cell, int from, int to) {}

    /** A cell left a tick out, as a rung of the overload ladder says. */
    default void onTickLeftOut(long cell) {}

    /** So many projectiles of a cell met somebody. */
    default void onProjectileHits(int hits) {}

    /** A cell took a player over from a cell of {@code fromNode}, which may be this very node. */
    default void onHandoverTaken(int fromNode) {}
}
