package dev.shadowland.shard.placement;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.api.ShardedDirectories;
import dev.shadowland.actors.player.PlayerSharding;
import dev.shadowland.actors.routing.AkkaSettings;
import dev.shadowland.actors.routing.ClusterFormation;
import dev.shadowland.actors.routing.MemberListener;
import dev.shadowland.actors.routing.RouteListener;
import dev.shadowland.actors.store.StoreOutage;
import dev.shadowland.actors.store.WorldStore;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.shard.admin.CellBoard;
import dev.shadowland.shard.cell.CellEpochs;
import dev.shadowland.shard.cell.CellServices;
import dev.shadowland.shard.cell.FakeCells;
import dev.shadowland.shard.tick.TickRegistry;
import dev.shadowland.shard.tick.TickTarget;
import dev.shadowland.transport.config.ClusterProfile;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node of a test cluster in this JVM. */
final class ClusterNode implements AutoCloseable, MemberListener {
    final ActorSystem<Void> system;
    final CellBoard board = new CellBoard();
    final Map<Integer, MemberEndpoint> members = new ConcurrentHashMap<>();
    volatile RouteTable routes = RouteTable.EMPTY;
    private final MemberEndpoint endpoint;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();

    private ClusterNode(int node, String role, int minShards) {
        this.endpoint = new MemberEndpoint(node, role, "127.0.0.1", 0, 1, 0);
        AkkaSettings settings =
                new AkkaSettings(
                        "127.0.0.1",
                        0,
                        List.of(role),
                        minShards,
                        ClusterProfile.LOAD.acceptablePause(),
                        1);
        this.system =
                ActorSystem.create(Behaviors.empty(), AkkaSettings.SYSTEM_NAME, settings.config());
    }

    static ClusterNode shard(int node, WorldStore store, List<String> seeds, int minShards) {
        ClusterNode shard = new ClusterNode(node, Roles.SHARD, minShards);
        shard.spawn(ClusterFormation.claiming(seeds, store, node, shard.blocking), "formation");
        shard.spawn(RouteListener.create(shard.endpoint, shard), "route-listener");
        ActorRef<RoutePublisher.Command> publisher =
                shard.spawn(RoutePublisher.create(shard.endpoint), "routes");
        CellServices services =
                new CellServices(
                        node,
                        new CellEpochs(store, node, shard.blocking, new StoreOutage()),
                        new FakeCells(),
                        new NoTicks(),
                        new CellServices.Surroundings(
                                RoutePublisher.routes(publisher), shard.board),
                        ShardedDirectories.players(ClusterSharding.get(shard.system)),
                        () -> CompletableFuture.completedFuture(null));
        CellSharding.host(shard.system, SpatialPlan.of(List.of(MapGeometry.DEFAULT)), services);
        return shard;
    }

    static ClusterNode gateway(int node, List<String> seeds) {
        ClusterNode gateway = new ClusterNode(node, Roles.GATEWAY, 2);
        gateway.spawn(ClusterFormation.joining(seeds), "formation");
        gateway.spawn(RouteListener.create(gateway.endpoint, gateway), "route-listener");
        PlayerSharding.proxy(ClusterSharding.get(gateway.system));
        return gateway;
    }

    String address() {
        return Cluster.get(system).selfMember().address().hostPort().replaceFirst(".*@", "");
    }

    private <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        return system.systemActorOf(behavior, name, Props.empty());
    }

    @Override
    public void onMember(MemberEndpoint member) {
        members.put(member.node(), member);
    }

    @Override
    public void onMemberLeft(int node) {
        members.remove(node);
    }

    @Override
    public void onUnfit(String text) {}

    @Override
    public void onRoutes(RouteTable table) {
        routes = table;
    }

    /** Leaves in order. */
    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        blocking.close();
    }

    private static final class NoTicks implements TickRegistry {
        @Override
        public void add(long cell, TickTarget target) {}

        @Override
        public void remove(long cell) {}
    }
}
