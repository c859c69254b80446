package dev.shadowland.actors.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.Roles;
import dev.shadowland.protocol.backplane.RouteTable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Nodes of one cluster in this JVM, over real Artery. */
class RouteListenerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Node> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.reversed().forEach(Node::close);
    }

    @Test
    void shouldTellOnlyTheNewcomerThatItsIdIsTaken() {
        Node first = started(1, Roles.SHARD);
        first.join(first);
        Node witness = started(2, Roles.GATEWAY);
        witness.join(first);
        await().atMost(PATIENCE).until(() -> witness.heard.contains("shard 1"));

        Node newcomer = started(1, Roles.GATEWAY);
        newcomer.join(first);

        await().atMost(PATIENCE).until(() -> !newcomer.told.isEmpty());
        assertThat(newcomer.told)
                .singleElement()
                .asString()
                .contains("the id 1", "a shard at 127.0.0.1:", "a gateway at 127.0.0.1:")
                .contains("set shadowland.node.id");
        newcomer.close();
        await().atMost(PATIENCE).until(() -> membersSeenBy(witness) == 2);
        assertThat(first.told).isEmpty();
        assertThat(witness.told).isEmpty();
        assertThat(witness.heard).doesNotContain("left 1", "gateway 1");
    }

    /** A gateway with other maps would show clients a world that is not there. */
    @Test
    void shouldTellTheYoungerOfTwoWithDifferentWorldsAndHearNothingOfIt() {
        Node shard = started(1, Roles.SHARD);
        shard.join(shard);
        Node gateway = started(101, Roles.GATEWAY, 7);
        gateway.join(shard);

        await().atMost(PATIENCE).until(() -> !gateway.told.isEmpty());
        assertThat(gateway.told)
                .singleElement()
                .asString()
                .contains("id 101", "the shard 1 at 127.0.0.1:", "shadowland.world");
        assertThat(gateway.heard).containsExactly("gateway 101");
        assertThat(shard.heard).containsExactly("shard 1");
        assertThat(shard.told).isEmpty();
    }

    private Node started(int id, String role) {
        return started(id, role, 0);
    }

    private Node started(int id, String role, long world) {
        Node node = new Node(id, role, world);
        nodes.add(node);
        return node;
    }

    private static int membersSeenBy(Node node) {
        int members = 0;
        for (var _ : Cluster.get(node.system).state().getMembers()) {
            members++;
        }
        return members;
    }

    private static final class Node implements MemberListener {
        final ActorSystem<Void> system;
        final Queue<String> heard = new ConcurrentLinkedQueue<>();
        final Queue<String> told = new ConcurrentLinkedQueue<>();

        Node(int id, String role, long world) {
            AkkaSettings settings =
                    new AkkaSettings("127.0.0.1", 0, List.of(role), 1, Duration.ofSeconds(3), 1);
            system =
                    ActorSystem.create(
                            Behaviors.empty(), AkkaSettings.SYSTEM_NAME, settings.config());
            MemberEndpoint endpoint = new MemberEndpoint(id, role, "127.0.0.1", 24600, 1, world);
            system.systemActorOf(
                    RouteListener.create(endpoint, this), "route-listener", Props.empty());
        }

        void join(Node seed) {
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(Cluster.get(seed.system).selfMember().address()));
            await().atMost(PATIENCE)
                    .until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
        }

        void close() {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
        }

        @Override
        public void onMember(MemberEndpoint endpoint) {
            heard.add(endpoint.role() + " " + endpoint.node());
        }

        @Override
        public void onMemberLeft(int node) {
            heard.add("left " + node);
        }

        @Override
        public void onUnfit(String text) {
            told.add(text);
        }

        @Override
        public void onRoutes(RouteTable routes) {}
    }
}
