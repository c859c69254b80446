package dev.shadowland.shard.cell;

import org.jspecify.annotations.Nullable;

/**
 * A running cell as its actor sees it. One owner: the actor; its thread may change between calls,
 * never during one.
 */
public interface CellSimulation extends AutoCloseable {
    /**
     * Runs one tick.
     *
     * @param tick cluster-wide tick number
     * @param scheduledNs epoch nanos at which the tick was due
     */
    void tick(long tick, long scheduledNs);

    /**
     * Takes a player in. Idempotent per (entity, generation); a higher generation replaces the
     * entity in place.
     */
    EnterOutcome enter(PlayerEntry entry);

    /**
     * Takes the entity out, unless it is not here or known under a higher generation: null then.
     */
    @Nullable PlayerExit remove(int entity, long generation);

    /** Players that the cell owns. */
    int players();

    /** World entities that the cell owns. */
    int entities();

    /**
     * Last saves, then release of all the cell holds. Called once; nothing else is called after it.
     */
    @Override
    void close();
}
