package dev.shadowland.actors.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;

import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.store.ClusterPlan;
import dev.shadowland.actors.store.SqliteWorldStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Real actor systems and a real store; the other nodes of the cluster are gone. */
class ClusterFormationIT {
    private static final ClusterPlan PLAN = new ClusterPlan(null, 1_000, 60, 0, 42);
    private static final Duration RETRY = Duration.ofMillis(300);

    /** Nobody listens there: who was its seed does not live. */
    private static final List<String> DEAD_SEED = List.of("127.0.0.1:1");

    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final ActorSystem<Void> system = system(1);

    @TempDir private Path folder;
    private SqliteWorldStore store;

    private static ActorSystem<Void> system(int minShards) {
        return ActorSystem.create(
                Behaviors.empty(),
                AkkaSettings.SYSTEM_NAME,
                new AkkaSettings(
                                "127.0.0.1",
                                0,
                                List.of(Roles.SHARD),
                                minShards,
                                Duration.ofSeconds(3),
                                1)
                        .config());
    }

    @BeforeEach
    void open() {
        store = SqliteWorldStore.open(folder.resolve("store.db"));
        store.initialise(PLAN);
    }

    @AfterEach
    void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        blocking.close();
        store.close();
    }

    private void start() {
        start(system);
    }

    private ActorRef<?> start(ActorSystem<Void> node) {
        return node.systemActorOf(
                ClusterFormation.claiming(DEAD_SEED, store, 2, blocking, RETRY),
                "formation",
                Props.empty());
    }

    private MemberStatus status() {
        return Cluster.get(system).selfMember().status();
    }

    @Test
    void shouldFormTheClusterWhenTheClaimIsFree() {
        start();
        await().atMost(Duration.ofSeconds(20)).until(() -> status().equals(MemberStatus.up()));
        assertThat(store.claimForming(3)).isFalse();
    }

    @Test
    void shouldFormTheClusterAnewWhenAllItsNodesAreGoneAndItIsInitialisedAgain() {
        assertThat(store.claimForming(1)).isTrue(); // by a node that does not live any more
        start();
        await().during(RETRY.multipliedBy(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> status().equals(MemberStatus.removed()));

        store.initialise(PLAN);

        await().atMost(Duration.ofSeconds(20)).until(() -> status().equals(MemberStatus.up()));
    }

    @Test
    void shouldSayWhatANodeWaitsForWhileTooFewShardsAreThere() {
        ActorSystem<Void> one = system(2);
        try {
            LoggingTestKit.info("min-shards shards: there are 1").expect(one, () -> start(one));
        } finally {
            one.terminate();
            one.getWhenTerminated().toCompletableFuture().join();
        }
    }

    /** A gateway has no claim that another could have taken. */
    @Test
    void shouldAskForSeedsWhereThereIsNoClaimToTake() {
        LoggingTestKit.error("set shadowland.cluster.seeds")
                .withCustom(event -> !event.message().contains("claim"))
                .expect(
                        system,
                        () ->
                                system.systemActorOf(
                                        ClusterFormation.joining(List.of()),
                                        "formation",
                                        Props.empty()));
    }
}
