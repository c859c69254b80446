package dev.shadowland.shard.cell;

import dev.shadowland.actors.api.PlayerDirectory;
import dev.shadowland.actors.store.WorldStore;
import dev.shadowland.shard.tick.TickRegistry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What every cell actor of a node shares.
 *
 * @param node this node's id, 1..8191
 * @param store grants epochs; called on {@code blocking} only
 * @param blocking executor for calls that block
 * @param cells makes the cells
 * @param ticks this node's tick source
 * @param surroundings who hears of cells: routes and watch
 * @param players way to the player actors
 * @param flush writes to the store, at once, the positions that its cells have offered; completes
 *     when that was tried
 */
public record CellServices(
        int node,
        WorldStore store,
        Executor blocking,
        CellFactory cells,
        TickRegistry ticks,
        Surroundings surroundings,
        PlayerDirectory players,
        Supplier<CompletableFuture<Void>> flush) {
    /** Who hears of a cell's life. */
    public record Surroundings(CellRoutes routes, CellWatch watch) {}
}
