package dev.shadowland.shard.placement;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardCoordinator;
import akka.cluster.typed.Cluster;

import dev.shadowland.actors.api.Roles;

import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Puts cells where {@link SpatialPlan} wants them, regions ordered by address, and moves a few at a
 * time towards it. Moves nothing while a shard node comes, leaves or is unreachable: a rebalance in
 * the midst of a graceful leave bounces cells.
 */
public final class SpatialAllocationStrategy
        extends ShardCoordinator.AbstractShardAllocationStrategy {
    private static final int MOVES_PER_ROUND = 8;
    private static final Comparator<Address> BY_ADDRESS =
            Comparator.comparing((Address address) -> address.getHost().orElse(""))
                    .thenComparing(address -> address.getPort().orElse(0));

    private final SpatialPlan plan;
    private final Cluster cluster;

    /** The strategy of this node's system; only the coordinator's node uses its own. */
    public SpatialAllocationStrategy(SpatialPlan plan, ActorSystem<?> system) {
        this.plan = plan;
        this.cluster = Cluster.get(system);
    }

    @Override
    public Future<ActorRef> allocateShard(
            ActorRef requester, String shardId, Map<ActorRef, IndexedSeq<String>> current) {
        List<ActorRef> regions = ordered(current.keySet());
        return Future.successful(
                regions.isEmpty()
                        ? requester
                        : regions.get(plan.targetOf(shardId, regions.size())));
    }

    @Override
    public Future<Set<String>> rebalance(
            Map<ActorRef, IndexedSeq<String>> current, Set<String> inProgress) {
        if (!isSteady()) {
            return Future.successful(Set.of());
        }
        Map<ActorRef, Collection<String>> held = new HashMap<>();
        current.forEach((region, shards) -> held.put(region, CollectionConverters.asJava(shards)));
        return Future.successful(
                plan.misplaced(ordered(current.keySet()), held, inProgress, MOVES_PER_ROUND));
    }

    private List<ActorRef> ordered(Set<ActorRef> regions) {
        return regions.stream().sorted(Comparator.comparing(this::addressOf, BY_ADDRESS)).toList();
    }

    /** A local reference has no host: the region on this very node. */
    private Address addressOf(ActorRef region) {
        Address address = region.path().address();
        return address.hasLocalScope() ? cluster.selfMember().address() : address;
    }

    private boolean isSteady() {
        ClusterEvent.CurrentClusterState state = cluster.state();
        boolean isQuiet =
                StreamSupport.stream(state.getMembers().spliterator(), false)
                        .filter(member -> member.hasRole(Roles.SHARD))
                        .allMatch(SpatialAllocationStrategy::isSettled);
        return isQuiet && state.getUnreachable().isEmpty();
    }

    private static boolean isSettled(Member member) {
        return member.status().equals(MemberStatus.up());
    }
}
