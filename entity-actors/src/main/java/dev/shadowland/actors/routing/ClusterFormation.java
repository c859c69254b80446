package dev.shadowland.actors.routing;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;

import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.store.WorldStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.StreamSupport;

/**
 * Brings the node into the cluster. Exactly one node per initialisation of the world may form a
 * cluster: the one whose claim the store grants. Every other joins through the seeds, without
 * itself among them, and keeps trying: two clusters on one world would give every cell two owners.
 * While it finds none it asks for the claim again: after a full stop, in which every node of the
 * cluster ended, an operator renews it. Nodes without a store (gateways) only join. Stops when the
 * node is up.
 */
public final class ClusterFormation {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterFormation.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Cluster cluster;
    private final List<Address> seeds;
    private final @Nullable Claim claim;
    private final Duration retry;

    /** Asks for the claim to form the cluster; it may wait, so an executor does it. */
    private record Claim(WorldStore store, int node, Executor blocking) {
        CompletableFuture<Boolean> ask() {
            return CompletableFuture.supplyAsync(() -> store.claimForming(node), blocking);
        }
    }

    /** Messages of this actor to itself. */
    public sealed interface Command {}

    private record Claimed(boolean isOurs) implements Command {}

    private record ClaimFailed(String reason) implements Command {}

    private record Retry() implements Command {}

    private ClusterFormation(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            List<String> seeds,
            @Nullable Claim claim,
            Duration retry) {
        this.context = context;
        this.timers = timers;
        this.claim = claim;
        this.retry = retry;
        this.cluster = Cluster.get(context.getSystem());
        Address self = cluster.selfMember().address();
        this.seeds =
                seeds.stream()
                        .map(seed -> address(context, seed))
                        .filter(seed -> !seed.equals(self))
                        .toList();
    }

    private static Address address(ActorContext<Command> context, String seed) {
        return AddressFromURIString.parse(
                seed.contains("://") ? seed : "akka://" + context.getSystem().name() + "@" + seed);
    }

    /** Only joins; for nodes without the store. {@code seeds} are {@code host:port}. */
    public static Behavior<Command> joining(List<String> seeds) {
        return of(seeds, null, RETRY);
    }

    /** Forms the cluster when the store grants the claim to this node, joins otherwise. */
    public static Behavior<Command> claiming(
            List<String> seeds, WorldStore store, int node, Executor blocking) {
        return claiming(seeds, store, node, blocking, RETRY);
    }

    /** The same with another pause between tries. */
    static Behavior<Command> claiming(
            List<String> seeds, WorldStore store, int node, Executor blocking, Duration retry) {
        return of(seeds, new Claim(store, node, blocking), retry);
    }

    private static Behavior<Command> of(List<String> seeds, @Nullable Claim claim, Duration retry) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers ->
                                        new ClusterFormation(context, timers, seeds, claim, retry)
                                                .begin()));
    }

    private Behavior<Command> begin() {
        timers.startTimerWithFixedDelay(new Retry(), retry);
        if (claim == null) {
            join();
        } else {
            ask(claim);
        }
        return Behaviors.receive(Command.class)
                .onMessage(Claimed.class, claimed -> onClaimed(claimed.isOurs()))
                .onMessage(ClaimFailed.class, failed -> onClaimFailed(failed.reason()))
                .onMessage(Retry.class, _ -> onRetry())
                .build();
    }

    private void ask(Claim claim) {
        context.pipeToSelf(
                claim.ask(),
                (isOurs, failure) ->
                        failure == null
                                ? new Claimed(isOurs)
                                : new ClaimFailed(String.valueOf(failure.getMessage())));
    }

    /** Who is on its way into a cluster by now leaves the claim: it is in the one there is. */
    private Behavior<Command> onClaimed(boolean isOurs) {
        if (isOurs && isOutside()) {
            LOG.info("node {} forms the cluster", cluster.selfMember().address());
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
            return Behaviors.same();
        }
        join();
        return Behaviors.same();
    }

    private Behavior<Command> onClaimFailed(String reason) {
        LOG.warn("cannot ask who forms the cluster, trying again: {}", reason);
        return Behaviors.same();
    }

    private void join() {
        if (!isOutside() || cluster.isTerminated()) {
            return;
        }
        if (seeds.isEmpty()) {
            LOG.error("no seed to join{}: set shadowland.cluster.seeds", whyNotAlone());
        } else {
            cluster.manager().tell(new JoinSeedNodes(seeds));
        }
    }

    private String whyNotAlone() {
        return claim == null ? "" : " and the claim to form the cluster belongs to another node";
    }

    /** Akka says nothing while too few shards keep everybody out, whatever the role. */
    private Behavior<Command> onInside() {
        if (!cluster.selfMember().status().equals(MemberStatus.joining())) {
            return Behaviors.stopped();
        }
        LOG.info(
                "waits to be let into the cluster, which takes shadowland.cluster.min-shards"
                        + " shards: there are {}",
                StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                        .filter(member -> member.hasRole(Roles.SHARD))
                        .count());
        return Behaviors.same();
    }

    private boolean isOutside() {
        return cluster.selfMember().status().equals(MemberStatus.removed());
    }

    private Behavior<Command> onRetry() {
        if (!isOutside()) {
            return onInside();
        }
        if (claim != null || !seeds.isEmpty()) {
            LOG.info(
                    "still looking for a cluster at {}; if none of its nodes lives, initialise it"
                            + " again",
                    seeds);
        }
        if (claim == null) {
            join();
        } else {
            ask(claim);
        }
        return Behaviors.same();
    }
}
