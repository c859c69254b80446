package dev.shadowland.actors.routing;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.RouteMessage.OwnedCell;
import dev.shadowland.actors.api.RouteMessage.RoutesAnnounced;
import dev.shadowland.actors.routing.Membership.Standing;
import dev.shadowland.protocol.backplane.RouteTable;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything that members announced, and the route table that follows: of two owners of a cell the
 * higher epoch holds; what a removed member announced is gone and never comes back.
 *
 * <p>A node id belongs to one life, its keeper: the oldest of the living that claim it. A new life
 * takes it when the keeper is removed, unreachable or leaves: so does a restarted node. Whoever
 * else claims the id waits, unheard by the data plane. Owned by one thread.
 */
final class RouteBook {
    private final MemberListener listener;
    private final Membership membership;
    private final Consumer<DuplicateId> onDuplicate;
    private final Map<Long, Life> lives = new HashMap<>();
    private final Map<Integer, Long> keepers = new HashMap<>();
    private final Set<Long> removed = new HashSet<>();
    private final Set<Long> reported = new HashSet<>();
    private RouteTable table = RouteTable.EMPTY;
    private Map<Long, RouteTable.Route> routes = Map.of();

    /** One life of a node in the cluster, with what it announced last. */
    private record Life(
            MemberEndpoint endpoint, long memberUid, long sequence, List<OwnedCell> cells) {
        int node() {
            return endpoint.node();
        }
    }

    /**
     * A book in which nobody is written yet.
     *
     * @param onDuplicate told once of each living node that claims the id of another
     */
    RouteBook(MemberListener listener, Membership membership, Consumer<DuplicateId> onDuplicate) {
        this.listener = listener;
        this.membership = membership;
        this.onDuplicate = onDuplicate;
    }

    RouteTable table() {
        return table;
    }

    void onNode(MemberEndpoint endpoint, long memberUid) {
        if (removed.contains(memberUid)) {
            return;
        }
        Life life = lives.computeIfAbsent(memberUid, uid -> new Life(endpoint, uid, -1, List.of()));
        if (keeps(life)) {
            reportWhoWaits(life);
        } else {
            claim(life);
        }
    }

    void onRoutes(RoutesAnnounced announced) {
        onNode(announced.endpoint(), announced.memberUid());
        Life known = lives.get(announced.memberUid());
        if (known == null || known.sequence() >= announced.sequence()) {
            return;
        }
        lives.put(
                known.memberUid(),
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
        reported.remove(memberUid);
        Life life = lives.remove(memberUid);
        if (life != null && keepers.remove(life.node(), memberUid)) {
            listener.onMemberLeft(life.node());
            inherit(life.node());
            rebuild();
        }
    }

    /** Whoever waits for its id need not repeat itself. */
    void onUnreachable(long memberUid) {
        Life life = lives.get(memberUid);
        if (life != null) {
            inherit(life.node());
        }
    }

    private void inherit(int node) {
        lives.values().stream()
                .filter(life -> life.node() == node && !keeps(life))
                .reduce((one, other) -> outranks(other, one) ? other : one)
                .ifPresent(this::claim);
    }

    private boolean keeps(Life life) {
        Life keeper = keeper(life.node());
        return keeper != null && keeper.memberUid() == life.memberUid();
    }

    private @Nullable Life keeper(int node) {
        Long memberUid = keepers.get(node);
        return memberUid == null ? null : lives.get(memberUid);
    }

    private void claim(Life life) {
        Life keeper = keeper(life.node());
        if (keeper != null && !outranks(life, keeper)) {
            return;
        }
        if (keeper != null) {
            listener.onMemberLeft(keeper.node());
        }
        keepers.put(life.node(), life.memberUid());
        listener.onMember(life.endpoint());
        rebuild();
    }

    /** Of two of whom nothing is known the one that spoke last. */
    private boolean outranks(Life life, Life other) {
        Standing standing = membership.standing(life.memberUid());
        int order = standing.compareTo(membership.standing(other.memberUid()));
        return switch (standing) {
            case LIVING ->
                    order < 0
                            || (order == 0
                                    && membership.isOlder(life.memberUid(), other.memberUid()));
            case UNKNOWN -> order <= 0;
            case FADING -> false;
        };
    }

    private boolean isLiving(Life life) {
        return membership.standing(life.memberUid()) == Standing.LIVING;
    }

    /**
     * The keeper has just spoken, after those who wait did: it is none of their earlier lives,
     * which the cluster may take for living a moment longer than they are.
     */
    private void reportWhoWaits(Life keeper) {
        if (!isLiving(keeper)) {
            return;
        }
        for (Life life : lives.values()) {
            boolean waits = life.node() == keeper.node() && !keeps(life);
            if (waits && isLiving(life) && reported.add(life.memberUid())) {
                onDuplicate.accept(duplicate(keeper, life));
            }
        }
    }

    private DuplicateId duplicate(Life keeper, Life stranger) {
        return new DuplicateId(
                keeper.endpoint(),
                membership.address(keeper.memberUid()),
                stranger.endpoint(),
                membership.address(stranger.memberUid()),
                stranger.memberUid());
    }

    private void rebuild() {
        Map<Long, RouteTable.Route> next = new HashMap<>();
        for (Life life : lives.values()) {
            for (OwnedCell owned : keeps(life) ? life.cells() : List.<OwnedCell>of()) {
                next.merge(
                        owned.cell(),
                        new RouteTable.Route(owned.cell(), owned.epoch(), life.node()),
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
