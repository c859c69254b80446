package dev.shadowland.actors.routing;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.RouteMessage.OwnedCell;
import dev.shadowland.actors.api.RouteMessage.RoutesAnnounced;
import dev.shadowland.protocol.backplane.RouteTable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that members announced, and the route table that follows: of two owners of a cell the
 * higher epoch holds; what a removed member announced is gone and never comes back. Owned by one
 * thread.
 */
final class RouteBook {
    private final MemberListener listener;
    private final Map<Integer, Life> lives = new HashMap<>();
    private final Set<Long> removed = new HashSet<>();
    private RouteTable table = RouteTable.EMPTY;
    private Map<Long, RouteTable.Route> routes = Map.of();

    /** One life of a node in the cluster, with what it announced last. */
    private record Life(
            MemberEndpoint endpoint, long memberUid, long sequence, List<OwnedCell> cells) {}

    RouteBook(MemberListener listener) {
        this.listener = listener;
    }

    RouteTable table() {
        return table;
    }

    void onNode(MemberEndpoint endpoint, long memberUid) {
        Life known = lives.get(endpoint.node());
        if (removed.contains(memberUid) || (known != null && known.memberUid() == memberUid)) {
            return;
        }
        if (known != null) {
            listener.onMemberLeft(endpoint.node());
            removed.add(known.memberUid());
        }
        lives.put(endpoint.node(), new Life(endpoint, memberUid, -1, List.of()));
        listener.onMember(endpoint);
        rebuild();
    }

    void onRoutes(RoutesAnnounced announced) {
        onNode(announced.endpoint(), announced.memberUid());
        Life known = lives.get(announced.endpoint().node());
        if (known == null
                || known.memberUid() != announced.memberUid()
                || known.sequence() >= announced.sequence()) {
            return;
        }
        lives.put(
                announced.endpoint().node(),
                new Life(
                        known.endpoint(),
                        known.memberUid(),
                        announced.sequence(),
                        announced.cells()));
        if (!known.cells().equals(announced.cells())) {
            rebuild();
        }
    }

    void onRemoved(long memberUid) {
        removed.add(memberUid);
        for (Life life : List.copyOf(lives.values())) {
            if (life.memberUid() == memberUid) {
                lives.remove(life.endpoint().node());
                listener.onMemberLeft(life.endpoint().node());
                rebuild();
            }
        }
    }

    private void rebuild() {
        Map<Long, RouteTable.Route> next = new HashMap<>();
        for (Life life : lives.values()) {
            for (OwnedCell owned : life.cells()) {
                next.merge(
                        owned.cell(),
                        new RouteTable.Route(owned.cell(), owned.epoch(), life.endpoint().node()),
                        (one, other) -> one.epoch() >= other.epoch() ? one : other);
            }
        }
        if (!next.equals(routes)) {
            routes = next;
            table = RouteTable.of(next);
            listener.onRoutes(table);
        }
    }
}
