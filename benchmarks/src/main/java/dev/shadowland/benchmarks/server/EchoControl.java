package dev.shadowland.benchmarks.server;

import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.gateway.worker.ControlLink;
import dev.shadowland.protocol.backplane.RouteTable;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Map;

/** A control plane that lets everybody in at once, into one cell. Owned by the worker's thread. */
final class EchoControl implements ControlLink {
    static final int SHARD_NODE = 2;
    static final long GENERATION = 1L << 32;

    private static final long CELL = 11;
    private static final long EPOCH = 3;
    private static final RouteTable ROUTES =
            RouteTable.of(Map.of(CELL, new RouteTable.Route(CELL, EPOCH, SHARD_NODE)));

    private final ArrayDeque<GatewayEvent> events = new ArrayDeque<>();
    private int entity;

    @Override
    public boolean enter(long session, TokenBytes token) {
        return admit(session);
    }

    @Override
    public boolean rejoin(long session, long cell) {
        return admit(session);
    }

    private boolean admit(long session) {
        events.add(
                new GatewayEvent.Entered(
                        session,
                        ++entity,
                        CELL,
                        EPOCH,
                        SHARD_NODE,
                        GENERATION,
                        new Position(0, 0, 0, 0, 0),
                        0));
        return true;
    }

    @Override
    public boolean ended(long session, long cell, long generation) {
        return true;
    }

    @Override
    public @Nullable GatewayEvent poll() {
        return events.poll();
    }

    @Override
    public RouteTable routes() {
        return ROUTES;
    }
}
