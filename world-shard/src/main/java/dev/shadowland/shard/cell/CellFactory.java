package dev.shadowland.shard.cell;

import dev.shadowland.shard.ports.CellEvents;

/** Makes cells. Called on the cell actor's thread. */
@FunctionalInterface
public interface CellFactory {
    /** A cell that owns its space under this epoch from now on. */
    CellSimulation create(long cell, long epoch, CellEvents events);
}
