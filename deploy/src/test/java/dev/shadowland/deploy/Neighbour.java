package dev.shadowland.deploy;

import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.JoinSeedNodes;
import akka.cluster.typed.Subscribe;

import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.routing.AkkaSettings;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;

/** A node in this process, without players or cells, in the cluster of a shard that is watched. */
final class Neighbour implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Address shard;
    private final ActorSystem<Void> system;
    private final Cluster cluster;

    /** Joins through the shard on the loopback port, and returns when that is up. */
    Neighbour(int arteryPort) {
        AkkaSettings settings =
                new AkkaSettings(
                        "127.0.0.1", 0, List.of(Roles.GATEWAY), 1, Duration.ofSeconds(3), 1);
        String name = AkkaSettings.SYSTEM_NAME;
        shard = AddressFromURIString.parse("akka://%s@127.0.0.1:%d".formatted(name, arteryPort));
        system = ActorSystem.create(Behaviors.empty(), name, settings.config());
        cluster = Cluster.get(system);
        cluster.manager().tell(new JoinSeedNodes(List.of(shard)));
        await().atMost(PATIENCE).until(this::seesTheShard);
    }

    private boolean seesTheShard() {
        Iterable<Member> members = cluster.state().getMembers();
        return StreamSupport.stream(members.spliterator(), false)
                .anyMatch(
                        member ->
                                member.address().equals(shard)
                                        && member.status().equals(MemberStatus.up()));
    }

    /** Has the cluster remove the shard, as if it was silent. */
    void takeForDead() {
        cluster.manager().tell(new Down(shard));
    }

    /** Who was removed from the cluster from now on. */
    Queue<MemberRemoved> removals() {
        Queue<MemberRemoved> removals = new ConcurrentLinkedQueue<>();
        cluster.subscriptions()
                .tell(
                        Subscribe.create(
                                system.systemActorOf(
                                        Behaviors.<MemberRemoved>receiveMessage(
                                                removal -> {
                                                    removals.add(removal);
                                                    return Behaviors.same();
                                                }),
                                        "removals",
                                        Props.empty()),
                                MemberRemoved.class));
        return removals;
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
