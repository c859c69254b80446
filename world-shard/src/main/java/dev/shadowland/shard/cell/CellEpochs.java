package dev.shadowland.shard.cell;

import dev.shadowland.actors.store.StoreOutage;
import dev.shadowland.actors.store.WorldStore;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Epochs for the cells of a node. What the store fails to do is counted and logged for all of them
 * together: each asks again and again, and a line of each would fill the disk.
 *
 * @param store grants them; called on {@code blocking} only
 * @param node this node's id, 1..8191
 * @param blocking executor for calls that block
 * @param outage hears of what fails
 */
public record CellEpochs(WorldStore store, int node, Executor blocking, StoreOutage outage) {
    CompletableFuture<Long> take(long cell) {
        return CompletableFuture.supplyAsync(
                () -> outage.watch(() -> store.takeCell(cell, node)), blocking);
    }
}
