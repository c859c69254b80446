package dev.shadowland.shard;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.api.ShardedDirectories;
import dev.shadowland.actors.entity.RestedIds;
import dev.shadowland.actors.player.PlayerServices;
import dev.shadowland.actors.player.PlayerSharding;
import dev.shadowland.actors.player.PlayerTiming;
import dev.shadowland.actors.player.PlayerVault;
import dev.shadowland.actors.player.PlayerWorld;
import dev.shadowland.actors.player.ReceptionistGateways;
import dev.shadowland.actors.routing.AkkaSettings;
import dev.shadowland.actors.routing.ClusterFormation;
import dev.shadowland.actors.routing.RouteListener;
import dev.shadowland.actors.store.ClusterRow;
import dev.shadowland.actors.store.EntityIdPool;
import dev.shadowland.actors.store.PositionSave;
import dev.shadowland.actors.store.SqliteWorldStore;
import dev.shadowland.actors.store.StoreOutage;
import dev.shadowland.actors.store.StoreWriter;
import dev.shadowland.actors.store.WorldStore;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.token.LoginTokenVerifier;
import dev.shadowland.shard.admin.CellBoard;
import dev.shadowland.shard.admin.CellMeters;
import dev.shadowland.shard.admin.ShardStatus;
import dev.shadowland.shard.cell.CellEpochs;
import dev.shadowland.shard.cell.CellServices;
import dev.shadowland.shard.ghost.RowTable;
import dev.shadowland.shard.ingress.CellDirectory;
import dev.shadowland.shard.ingress.DropCounters;
import dev.shadowland.shard.ingress.Ingress;
import dev.shadowland.shard.placement.CellSharding;
import dev.shadowland.shard.placement.RoutePublisher;
import dev.shadowland.shard.placement.SpatialPlan;
import dev.shadowland.shard.ports.NodePorts;
import dev.shadowland.shard.ports.PositionSink;
import dev.shadowland.shard.replication.TickScratch;
import dev.shadowland.shard.replication.ViewerPool;
import dev.shadowland.shard.tick.TickAgent;
import dev.shadowland.transport.agent.ClosingStack;
import dev.shadowland.transport.agent.NodeClock;
import dev.shadowland.transport.agent.TickSchedule;
import dev.shadowland.transport.agent.WorkerThread;
import dev.shadowland.transport.config.HostPort;
import dev.shadowland.transport.config.KeyFile;
import dev.shadowland.transport.config.NodeConfig;
import dev.shadowland.transport.config.ShadowlandConfig;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.link.EmbeddedDriver;
import dev.shadowland.transport.link.LinkConfig;
import dev.shadowland.transport.link.NodeEndpoint;
import dev.shadowland.transport.link.NodeRole;
import dev.shadowland.transport.status.StatusServer;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A node of role shard: links, store, actor system, ingress thread, tick thread, status. Several
 * may run in one JVM. {@link #close} may be called from any thread.
 */
public final class ShardNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardNode.class);
    private static final int SAVES_IN_QUEUE = 16_384;
    private static final long PEAK_BYTES_PER_TICK = 1_100_000;
    private static final int LOGS = 16;
    private static final int TOLERATED_FAILURES = 100;
    private static final long LEAVE_LIMIT_SECONDS = 7;

    private final ClosingStack closing;
    private final ShadowlandConfig config;
    private final WorldStore store;
    private final Consumer<Throwable> onFatal;
    private final NodeClock clock = NodeClock.system();
    private volatile boolean isClosing;
    private int statusPort;

    private ShardNode(ShadowlandConfig config, WorldStore store, Consumer<Throwable> onFatal) {
        this.config = config;
        closing = new ClosingStack("shard " + config.node().id());
        this.store = store;
        this.onFatal = onFatal;
        closing.push(store);
    }

    /**
     * Starts the node; returns while it still joins its cluster.
     *
     * @param onFatal told when the node cannot go on (the driver is gone, a thread gave up, the
     *     cluster took it for dead); must not wait for the node
     * @throws IOException when the status port is taken; the message names it
     * @throws NodeStartException when the configuration is wrong
     * @throws RuntimeException when store, driver or keys are not what they must be; the message is
     *     for a person
     */
    public static ShardNode start(ShadowlandConfig config, Consumer<Throwable> onFatal)
            throws IOException {
        requireId(config);
        ShardNode node =
                new ShardNode(config, SqliteWorldStore.open(config.store().path()), onFatal);
        try {
            node.open();
            return node;
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private void open() throws IOException {
        ClusterRow row = requireInitialised(config, store);
        LoginTokenVerifier tokens = new LoginTokenVerifier(loginKey(config), row.cluster());
        StatusServer statusServer =
                StatusServer.bind(config.status().host(), config.status().port());
        closing.push(statusServer);
        statusPort = statusServer.port();
        NodeEndpoint self =
                new NodeEndpoint(
                        config.node().id(),
                        NodeRole.SHARD,
                        config.backplane().host(),
                        config.backplane().port(),
                        1);
        AeronLinks links = openLinks(self);
        ClusterView cluster = new ClusterView(links, self.node(), this::onUnfit);
        StoreOutage outage = new StoreOutage();
        StoreWriter saves = StoreWriter.start(store, SAVES_IN_QUEUE);
        closing.push(saves);
        EntityIdPool ids = EntityIdPool.start(store, outage);
        closing.push(ids);
        CellMeters meters = new CellMeters(config.node().id());
        DropCounters drops = new DropCounters();
        CellBoard board = new CellBoard();
        TickAgent ticks = new TickAgent(new TickSchedule(row.originMs(), row.tickRateHz()));
        List<MapGeometry> maps = config.world().geometries();
        NodePorts ports =
                new NodePorts(
                        self.node(),
                        maps.getFirst(),
                        new RowTable(maps.toArray(MapGeometry[]::new)),
                        new CellDirectory(),
                        new LinkEgress(links),
                        cluster,
                        cluster::routes,
                        new RestedIds(ids),
                        new ViewerPool(),
                        TickScratch.perThread(),
                        positionSink(saves),
                        drops,
                        meters,
                        clock::nowNs);
        List<WorkerThread> threads = startThreads(links, ports, ticks);
        ActorSystem<Void> system =
                actorSystem(self, cluster, new Wiring(ports, ticks, board, tokens, saves, outage));
        ShardStatus status =
                new ShardStatus(
                        config.node(),
                        system,
                        board,
                        ticks,
                        meters,
                        drops,
                        new ShardStatus.Workings(threads, clock, saves, outage),
                        links);
        statusServer.serve(status::read, status::restartWindow);
        // The cells leave first, with all that they need; then the page, which reads the rest.
        closing.push(statusServer);
        closing.push(() -> leave(system));
        system.getWhenTerminated().whenComplete((_, _) -> onSystemEnded());
    }

    private AeronLinks openLinks(NodeEndpoint self) {
        LinkConfig linkConfig = config.backplane().links(config.cluster().profile());
        if (config.backplane().embeddedDriver()) {
            closing.push(EmbeddedDriver.launch(linkConfig, PEAK_BYTES_PER_TICK, LOGS));
        }
        AeronLinks links = AeronLinks.connect(linkConfig, self, onFatal);
        closing.push(links);
        return links;
    }

    private List<WorkerThread> startThreads(AeronLinks links, NodePorts ports, TickAgent ticks) {
        WorkerThread ingress =
                WorkerThread.start(
                        new IngressAgent(
                                links.receiver(0),
                                new Ingress(ports.cells(), ports.rows(), ports.drops()),
                                clock),
                        new BackoffIdleStrategy(10, 10, 1_000, 500_000),
                        TOLERATED_FAILURES,
                        onFatal);
        closing.push(ingress);
        WorkerThread ticking =
                WorkerThread.start(
                        new TickThread(ticks, clock),
                        NoOpIdleStrategy.INSTANCE,
                        TOLERATED_FAILURES,
                        onFatal);
        closing.push(ticking);
        return List.of(ingress, ticking);
    }

    /** Port of the status page. */
    int statusPort() {
        return statusPort;
    }

    /** What the actor side shares with the data plane. */
    private record Wiring(
            NodePorts ports,
            TickAgent ticks,
            CellBoard board,
            LoginTokenVerifier tokens,
            StoreWriter saves,
            StoreOutage outage) {}

    private ActorSystem<Void> actorSystem(NodeEndpoint self, ClusterView cluster, Wiring wiring) {
        MemberEndpoint endpoint =
                new MemberEndpoint(
                        self.node(),
                        Roles.SHARD,
                        self.host(),
                        self.backplanePort(),
                        self.lanes(),
                        config.world().fingerprint(config.aoi().entityDistances()));
        AkkaSettings settings =
                new AkkaSettings(
                        config.cluster().arteryHost(),
                        config.cluster().arteryPort(),
                        List.of(Roles.SHARD),
                        config.cluster().minShards(),
                        config.cluster().profile().acceptablePause(),
                        AkkaSettings.defaultCellThreads());
        return ActorSystem.create(
                Behaviors.setup(
                        context -> {
                            ActorSystem<?> made = context.getSystem();
                            Executor blocking = made.dispatchers().lookup(AkkaSettings.BLOCKING);
                            context.spawn(RouteListener.create(endpoint, cluster), "routes");
                            context.spawn(
                                    ClusterFormation.claiming(
                                            seeds(config), store, self.node(), blocking),
                                    "formation");
                            hostEntities(
                                    made,
                                    blocking,
                                    wiring,
                                    new CellServices.Surroundings(
                                            RoutePublisher.routes(
                                                    context.spawn(
                                                            RoutePublisher.create(endpoint),
                                                            "route-publisher")),
                                            wiring.board()));
                            return Behaviors.empty();
                        }),
                AkkaSettings.SYSTEM_NAME,
                settings.config());
    }

    private void hostEntities(
            ActorSystem<?> made,
            Executor blocking,
            Wiring wiring,
            CellServices.Surroundings surroundings) {
        ClusterSharding sharding = ClusterSharding.get(made);
        PlayerServices players =
                new PlayerServices(
                        new PlayerVault(store, blocking, wiring.outage()),
                        wiring.tokens(),
                        ShardedDirectories.cells(sharding),
                        new ReceptionistGateways(made),
                        new PlayerWorld(
                                config.world().geometries(), new SpawnPoints(config.world())::of),
                        PlayerTiming.DEFAULT,
                        () -> TimeUnit.NANOSECONDS.toMillis(clock.nowNs()));
        PlayerSharding.host(sharding, players);
        CellServices cells =
                new CellServices(
                        config.node().id(),
                        new CellEpochs(store, config.node().id(), blocking, wiring.outage()),
                        new MapCells(config, wiring.ports()),
                        wiring.ticks(),
                        surroundings,
                        ShardedDirectories.players(sharding),
                        wiring.saves()::flush);
        CellSharding.host(made, SpatialPlan.of(config.world().geometries()), cells);
    }

    private static ClusterRow requireInitialised(ShadowlandConfig config, WorldStore store) {
        ClusterRow row =
                store.cluster()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "the store "
                                                        + config.store().path()
                                                        + " holds no world yet: run './shadowland"
                                                        + " init --config FILE' once"));
        WorldPlan.requireSame(config, row);
        return row;
    }

    private static void requireId(ShadowlandConfig config) {
        if (config.node().id() == NodeConfig.NO_ID) {
            throw new NodeStartException(
                    "a shard needs shadowland.node.id: 1..8191, and no other node of the cluster"
                            + " may have it");
        }
    }

    private static byte[] loginKey(ShadowlandConfig config) {
        Path file = config.security().keys().loginPublicKey();
        if (file == null) {
            throw new NodeStartException(
                    "shadowland.security.keys.login-public-key-file is not set: a shard checks"
                            + " login tokens with it");
        }
        return KeyFile.read("login public key", file, Curves.KEY_LENGTH);
    }

    private static List<String> seeds(ShadowlandConfig config) {
        return config.cluster().seeds().stream().map(HostPort::toString).toList();
    }

    private PositionSink positionSink(StoreWriter saves) {
        return (character, generation, map, x, y, z, yaw) ->
                saves.offer(
                        new PositionSave(
                                character,
                                generation,
                                new Position(map, x, y, z, yaw),
                                TimeUnit.NANOSECONDS.toMillis(clock.nowNs())));
    }

    private void onUnfit(String text) {
        onFatal.accept(new NodeStartException(text));
    }

    private void onSystemEnded() {
        if (!isClosing) {
            onFatal.accept(
                    new IllegalStateException(
                            "the actor system ended: unless the log says otherwise, the cluster"
                                    + " took this node for dead"));
        }
    }

    private void leave(ActorSystem<Void> system) {
        int node = config.node().id();
        long startedNs = System.nanoTime();
        LOG.info("shard {} leaves the cluster", node);
        try {
            CoordinatedShutdown.get(system)
                    .runAll(CoordinatedShutdown.jvmExitReason())
                    .toCompletableFuture()
                    .get(LEAVE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("leaving the cluster did not finish: {}", e.toString());
        }
        LOG.info(
                "shard {} left after {} ms",
                node,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs));
    }

    /**
     * Leaves the cluster in order, cells first, then ends every thread. Does nothing the second
     * time.
     */
    @Override
    public synchronized void close() {
        isClosing = true;
        closing.close();
        LOG.info("shard {} stopped", config.node().id());
    }
}
