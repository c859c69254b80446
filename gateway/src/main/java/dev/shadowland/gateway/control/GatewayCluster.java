package dev.shadowland.gateway.control;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.api.ShardedDirectories;
import dev.shadowland.actors.player.PlayerSharding;
import dev.shadowland.actors.routing.AkkaSettings;
import dev.shadowland.actors.routing.ClusterFormation;
import dev.shadowland.actors.routing.MemberListener;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.token.LoginTokenVerifier;
import dev.shadowland.transport.agent.NodeClock;
import dev.shadowland.transport.config.ClusterConfig;
import dev.shadowland.transport.config.HostPort;
import dev.shadowland.transport.config.ShadowlandConfig;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.link.NodeEndpoint;
import dev.shadowland.transport.link.NodeRole;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The gateway's membership in the cluster: an actor system with the control actor. */
public final class GatewayCluster implements AutoCloseable {
    private final ActorSystem<Void> system;

    private GatewayCluster(ActorSystem<Void> system) {
        this.system = system;
    }

    /**
     * Starts the actor system, which joins through the seeds in the background.
     *
     * @param onUnfit told, on an actor's thread, why this node must end
     */
    public static GatewayCluster start(
            ShadowlandConfig config,
            ControlPlane plane,
            LoginTokenVerifier tokens,
            AeronLinks links,
            NodeClock clock,
            Consumer<String> onUnfit) {
        ActorSystem<Void> system =
                ActorSystem.create(
                        Behaviors.empty(),
                        AkkaSettings.SYSTEM_NAME,
                        settings(config.cluster()).config());
        ClusterSharding sharding = ClusterSharding.get(system);
        PlayerSharding.proxy(sharding);
        GatewayControl.Services services =
                new GatewayControl.Services(
                        tokens,
                        ShardedDirectories.players(sharding),
                        new LinkMembers(links, onUnfit),
                        () -> clock.nowNs() / 1_000_000);
        spawn(system, GatewayControl.create(plane, endpoint(config), services), "gateway-control");
        List<String> seeds = config.cluster().seeds().stream().map(GatewayCluster::text).toList();
        spawn(system, ClusterFormation.joining(seeds), "formation");
        return new GatewayCluster(system);
    }

    /** Where the gateway's links end. */
    public static NodeEndpoint linkEndpoint(ShadowlandConfig config) {
        return new NodeEndpoint(
                config.node().id(),
                NodeRole.GATEWAY,
                config.backplane().host(),
                config.backplane().port(),
                config.network().workers());
    }

    private static AkkaSettings settings(ClusterConfig cluster) {
        return new AkkaSettings(
                cluster.arteryHost(),
                cluster.arteryPort(),
                List.of(Roles.GATEWAY),
                cluster.minShards(),
                cluster.profile().acceptablePause(),
                1);
    }

    private static String text(HostPort seed) {
        return seed.host() + ":" + seed.port();
    }

    private static MemberEndpoint endpoint(ShadowlandConfig config) {
        NodeEndpoint self = linkEndpoint(config);
        return new MemberEndpoint(
                self.node(),
                Roles.GATEWAY,
                self.host(),
                self.backplanePort(),
                self.lanes(),
                config.world().fingerprint(config.aoi().entityDistances()));
    }

    private static <T> void spawn(ActorSystem<?> system, Behavior<T> behavior, String name) {
        system.systemActorOf(behavior, name, Props.empty());
    }

    /** Ends when the node left the cluster or was downed. */
    public CompletionStage<?> whenTerminated() {
        return system.getWhenTerminated();
    }

    /** Leaves in order. */
    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    /** Lets the links follow membership. */
    private record LinkMembers(AeronLinks links, Consumer<String> onUnfit)
            implements MemberListener {
        @Override
        public void onMember(MemberEndpoint member) {
            links.onMember(
                    new NodeEndpoint(
                            member.node(),
                            NodeRole.valueOf(member.role().toUpperCase(Locale.ROOT)),
                            member.host(),
                            member.backplanePort(),
                            member.lanes()));
        }

        @Override
        public void onMemberLeft(int node) {
            links.onMemberLeft(node);
        }

        @Override
        public void onUnfit(String text) {
            onUnfit.accept(text);
        }

        @Override
        public void onRoutes(RouteTable routes) {
            // Workers read the table from the control plane.
        }
    }
}
