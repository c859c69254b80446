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

import dev.shadowland.actors.store.WorldStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Brings the node into the cluster. Exactly one node per initialisation of the world may form a
 * cluster: the one whose claim the store grants. Every other joins through the seeds, without
 * itself among them, and keeps trying: two clusters on one world would give every cell two owners.
 * Nodes without a store (gateways) only join. Stops when the node is up.
 */
public final class ClusterFormation {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterFormation.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Cluster cluster;
    private final List<Address> seeds;

    /** Messages of this actor to itself. */
    public sealed interface Command {}

    private record Claimed(boolean isOurs) implements Command {}

    private record ClaimFailed(String reason) implements Command {}

    private record Retry() implements Command {}

    /** Asks the store for the claim. */
    private record AskClaim() implements Command {}

    private ClusterFormation(
            ActorContext<Command> context, TimerScheduler<Command> timers, List<String> seeds) {
        this.context = context;
        this.timers = timers;
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
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers -> new ClusterFormation(context, timers, seeds).join()));
    }

    /** Forms the cluster when the store grants the claim to this node, joins otherwise. */
    public static Behavior<Command> claiming(
            List<String> seeds, WorldStore store, int node, Executor blocking) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers -> {
                                    ClusterFormation formation =
                                            new ClusterFormation(context, timers, seeds);
                                    context.getSelf().tell(new AskClaim());
                                    return formation.claiming(store, node, blocking);
                                }));
    }

    private Behavior<Command> claiming(WorldStore store, int node, Executor blocking) {
        return Behaviors.receive(Command.class)
                .onMessage(
                        AskClaim.class,
                        _ -> {
                            context.pipeToSelf(
                                    CompletableFuture.supplyAsync(
                                            () -> store.claimForming(node), blocking),
                                    (isOurs, failure) ->
                                            failure == null
                                                    ? new Claimed(isOurs)
                                                    : new ClaimFailed(
                                                            String.valueOf(failure.getMessage())));
                            return Behaviors.same();
                        })
                .onMessage(
                        ClaimFailed.class,
                        failed -> {
                            LOG.warn(
                                    "cannot ask who forms the cluster, trying again: {}",
                                    failed.reason());
                            timers.startSingleTimer(new AskClaim(), RETRY);
                            return Behaviors.same();
                        })
                .onMessage(Claimed.class, claimed -> claimed.isOurs() ? form() : join())
                .build();
    }

    private Behavior<Command> form() {
        LOG.info("node {} forms the cluster", cluster.selfMember().address());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        return Behaviors.stopped();
    }

    private Behavior<Command> join() {
        if (seeds.isEmpty()) {
            LOG.error("no seed to join and the claim to form the cluster belongs to another node");
        } else {
            cluster.manager().tell(new JoinSeedNodes(seeds));
        }
        timers.startTimerWithFixedDelay(new Retry(), RETRY);
        return Behaviors.receive(Command.class).onMessage(Retry.class, _ -> onRetry()).build();
    }

    private Behavior<Command> onRetry() {
        MemberStatus status = cluster.selfMember().status();
        boolean isOutside = status.equals(MemberStatus.removed());
        if (!isOutside && !status.equals(MemberStatus.joining())) {
            return Behaviors.stopped();
        }
        if (isOutside && !cluster.isTerminated() && !seeds.isEmpty()) {
            LOG.info("still looking for a cluster at {}", seeds);
            cluster.manager().tell(new JoinSeedNodes(seeds));
        }
        return Behaviors.same();
    }
}
