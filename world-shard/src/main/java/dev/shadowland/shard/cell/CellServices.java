package dev.shadowland.shard.cell;

import dev.shadowland.actors.api.PlayerDirectory;
import dev.shadowland.shard.tick.TickRegistry;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What every cell actor of a node shares.
 *
 * @param node this node's id, 1..8191
 * @param epochs grants epochs
 * @param cells makes the cells
 * @param ticks this node's tick source
 * @param surroundings who hears of cells: routes and watch
 * @param players way to the player actors
 * @param flush writes to the store, at once, the positions that its cells have offered; completes
 *     when that was tried
 */
public record CellServices(
        int node,
        CellEpochs epochs,
        CellFactory cells,
        TickRegistry ticks,
        Surroundings surroundings,
        PlayerDirectory players,
        Supplier<CompletableFuture<Void>> flush) {
    /** Who hears of a cell's life. */
    public record Surroundings(CellRoutes routes, CellWatch watch) {}
}
