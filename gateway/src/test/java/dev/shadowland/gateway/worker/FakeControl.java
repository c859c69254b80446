package dev.shadowland.gateway.worker;

import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.protocol.backplane.RouteTable;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The control plane as a worker sees it, in memory. */
final class FakeControl implements ControlLink {
    final List<Long> entering = new ArrayList<>();
    final List<TokenBytes> tokens = new ArrayList<>();
    final List<Long> rejoining = new ArrayList<>();
    final List<Long> ended = new ArrayList<>();
    final ArrayDeque<GatewayEvent> events = new ArrayDeque<>();
    RouteTable routes = RouteTable.EMPTY;
    boolean isFull;

    /** How many ends find the queue full before one is taken. */
    int endsRefused;

    /** The cell that the last end told of. */
    long endedIn;

    @Override
    public boolean enter(long session, TokenBytes token) {
        if (isFull) {
            return false;
        }
        tokens.add(token);
        return entering.add(session);
    }

    @Override
    public boolean rejoin(long session, long cell) {
        return !isFull && rejoining.add(session);
    }

    @Override
    public boolean ended(long session, long cell, long generation) {
        if (isFull || endsRefused-- > 0) {
            return false;
        }
        endedIn = cell;
        return ended.add(session);
    }

    @Override
    public @Nullable GatewayEvent poll() {
        return events.poll();
    }

    @Override
    public RouteTable routes() {
        return routes;
    }
}
