package dev.shadowland.actors.routing;

import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;

import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The members that this node's cluster state holds. */
final class ClusterMembership implements Membership {
    private static final Set<MemberStatus> STAYING =
            Set.of(MemberStatus.joining(), MemberStatus.weaklyUp(), MemberStatus.up());

    private final Cluster cluster;

    ClusterMembership(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Standing standing(long memberUid) {
        CurrentClusterState state = cluster.state();
        return member(state, memberUid)
                .map(
                        member ->
                                STAYING.contains(member.status())
                                                && !state.getUnreachable().contains(member)
                                        ? Standing.LIVING
                                        : Standing.FADING)
                .orElse(Standing.UNKNOWN);
    }

    @Override
    public boolean isOlder(long memberUid, long than) {
        CurrentClusterState state = cluster.state();
        Optional<Member> other = member(state, than);
        return member(state, memberUid)
                .flatMap(member -> other.map(member::isOlderThan))
                .orElse(false);
    }

    @Override
    public String address(long memberUid) {
        return member(cluster.state(), memberUid)
                .map(member -> member.address().hostPort().replaceFirst(".*@", ""))
                .orElse("an unknown address");
    }

    private static Optional<Member> member(CurrentClusterState state, long memberUid) {
        return StreamSupport.stream(state.getMembers().spliterator(), false)
                .filter(member -> member.uniqueAddress().longUid() == memberUid)
                .findFirst();
    }
}
