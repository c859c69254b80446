package dev.shadowland.protocol.backplane;

import org.agrona.collections.Long2ObjectHashMap;

import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Which node owns which cell, at which epoch. Immutable: the control plane builds a new one and
 * swaps the reference, the data plane reads it without a lock.
 */
public final class RouteTable {
    /** A table that knows no cell. */
    public static final RouteTable EMPTY = new RouteTable(new Long2ObjectHashMap<>());

    private final Long2ObjectHashMap<Route> routes;

    /**
     * One owner of a cell. {@code epoch} fences: frames and writes under a lower one are dropped.
     */
    public record Route(long cell, long epoch, int node) {}

    private RouteTable(Long2ObjectHashMap<Route> routes) {
        this.routes = routes;
    }

    /** A table of these routes, by cell key. */
    public static RouteTable of(Map<Long, Route> routes) {
        Long2ObjectHashMap<Route> copy =
                new Long2ObjectHashMap<>(Math.max(8, routes.size() * 2), 0.55f, false);
        copy.putAll(routes);
        return new RouteTable(copy);
    }

    /** Node that owns the cell, or 0 when nobody announced it. */
    public int nodeOf(long cell) {
        Route route = routes.get(cell);
        return route == null ? 0 : route.node();
    }

    /** Epoch under which the cell is owned, or 0 when nobody announced it. */
    public long epochOf(long cell) {
        Route route = routes.get(cell);
        return route == null ? 0 : route.epoch();
    }

    /** Number of cells with an owner. */
    public int size() {
        return routes.size();
    }

    /** Every cell with an owner, in no order. */
    public void forEachCell(LongConsumer cell) {
        routes.forEachLong((key, _) -> cell.accept(key));
    }
}
