package dev.shadowland.gateway;

import dev.shadowland.gateway.admission.IdentityWatch;
import dev.shadowland.gateway.admission.KeyThread;
import dev.shadowland.gateway.control.ControlPlane;
import dev.shadowland.gateway.control.GatewayCluster;
import dev.shadowland.gateway.worker.ControlLink;
import dev.shadowland.gateway.worker.DatagramRings;
import dev.shadowland.gateway.worker.GatewayWorker;
import dev.shadowland.gateway.worker.SecuritySettings;
import dev.shadowland.gateway.worker.SessionSettings;
import dev.shadowland.gateway.worker.ShardLinks;
import dev.shadowland.gateway.worker.WorkerPorts;
import dev.shadowland.gateway.worker.WorkerSettings;
import dev.shadowland.gateway.worker.WorkerWaits;
import dev.shadowland.gateway.worker.WorldSettings;
import dev.shadowland.gateway.worker.WorldSettings.WorldMap;
import dev.shadowland.protocol.connection.ConnectionSettings;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.AeadSelection;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.HandshakeSettings;
import dev.shadowland.protocol.reliability.Resends;
import dev.shadowland.transport.agent.ClosingStack;
import dev.shadowland.transport.agent.NodeClock;
import dev.shadowland.transport.agent.WorkerThread;
import dev.shadowland.transport.config.ConfigInvalidException;
import dev.shadowland.transport.config.HandshakeConfig;
import dev.shadowland.transport.config.MapConfig;
import dev.shadowland.transport.config.NetworkConfig;
import dev.shadowland.transport.config.PerformanceConfig;
import dev.shadowland.transport.config.ShadowlandConfig;
import dev.shadowland.transport.datagram.DatagramPort;
import dev.shadowland.transport.datagram.DatagramPorts;
import dev.shadowland.transport.datagram.NetworkIo;
import dev.shadowland.transport.datagram.SocketBuffers;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.link.EmbeddedDriver;
import dev.shadowland.transport.link.LinkConfig;
import dev.shadowland.transport.status.StatusServer;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A gateway: its identity, its sockets, its workers, its links to shards, its place in the cluster
 * and its status page. Several may run in one JVM. {@link #close} and {@link #awaitStop} may be
 * called from any thread.
 */
public final class GatewayNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayNode.class);
    private static final int CONTROL_QUEUE = 4096;
    private static final int KEY_QUEUE = 1024;
    private static final int KEY_ANSWERS_PER_SECOND = 2_000;
    private static final int TOLERATED_FAILURES = 100;
    private static final long PEAK_BYTES_PER_TICK = 1_100_000;
    private static final int LOGS = 16;

    /** Of the heap, for what clients sent early. */
    private static final int HELD_SHARE = 8;

    private final ClosingStack closing;
    private final List<WorkerThread> threads = new ArrayList<>();
    private final CompletableFuture<Optional<Throwable>> stopped = new CompletableFuture<>();
    private final ShadowlandConfig config;
    private final NodeClock clock = NodeClock.system();
    private List<DatagramPort> ports = List.of();
    private volatile boolean isClosing;
    private int statusPort;

    private GatewayNode(ShadowlandConfig config) {
        this.config = config;
        closing = new ClosingStack("gateway " + config.node().id());
    }

    /**
     * Starts a gateway; returns when clients can shake hands, while it still joins the cluster.
     *
     * @throws IOException when a port is taken; the message names it
     * @throws ConfigInvalidException when it lacks what every gateway needs
     * @throws RuntimeException when keys or driver are not what they must be; the message is for a
     *     person
     */
    public static GatewayNode start(ShadowlandConfig config) throws IOException {
        GatewayNode node = new GatewayNode(config);
        try {
            node.open();
            return node;
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private void open() throws IOException {
        GatewayNeeds.require(config);
        GatewayCredentials credentials = GatewayCredentials.load(config, clock.nowNs() / 1_000_000);
        SecuritySettings security = WorkerSecurity.of(config.security());
        NetworkConfig network = config.network();
        AeadSelection aead = AeadSelection.choose(config.security().aead());
        StatusServer statusServer =
                StatusServer.bind(config.status().host(), config.status().port());
        closing.push(statusServer);
        statusPort = statusServer.port();
        bindPorts(network, aead);
        AeronLinks links = openLinks();
        KeyThread keys =
                new KeyThread(
                        network.workers(),
                        KEY_ANSWERS_PER_SECOND,
                        KEY_QUEUE,
                        credentials.identity(),
                        new SecureRandom(),
                        System::nanoTime);
        IdentityWatch identity = credentials.watch(config.security().keys(), keys::use);
        startHousekeeping(identity);
        ControlPlane plane = new ControlPlane(network.workers(), CONTROL_QUEUE);
        run(keys, WorkerWaits.ofKeys());
        GatewayCluster cluster =
                GatewayCluster.start(
                        config, plane, credentials.tokens(), links, clock, this::onUnfit);
        closing.push(cluster);
        cluster.whenTerminated().whenComplete((_, _) -> onClusterEnded());
        List<GatewayWorker> workers = startWorkers(links, plane, keys, aead.provider(), security);
        statusServer.onPost("/rekey", () -> workers.forEach(GatewayWorker::forceRekeys));
        serveStatus(
                statusServer,
                new GatewayStatus(
                        config.node(),
                        ports,
                        workers,
                        links,
                        new GatewayStatus.Workings(threads, plane, clock),
                        aead.text(),
                        new GatewayStatus.Trust(identity::expiresMs, security.integrityBuilds())));
        LOG.info(
                "gateway {} takes clients at {}",
                config.node().id(),
                ports.getFirst().localAddress());
    }

    private void bindPorts(NetworkConfig network, AeadSelection aead) throws IOException {
        SocketBuffers wanted = new SocketBuffers(network.receiveBuffer(), network.sendBuffer());
        ports =
                DatagramPorts.bind(
                        network.io(), network.host(), network.port(), network.workers(), wanted);
        ports.forEach(closing::push);
        DatagramPort port = ports.getFirst();
        SocketBuffers granted = port.grantedBuffers();
        String whyNot = network.io() == NetworkIo.AUTO ? DatagramPorts.whyNotBatch() : null;
        LOG.info(
                "gateway {}: network io {}{}, aead {}, curves {}, socket buffers {} and {} bytes of"
                        + " {} and {}, what the kernel drops is {}counted",
                config.node().id(),
                port.io().text(),
                whyNot == null ? "" : " (" + whyNot + ")",
                aead.text(),
                Curves.text(),
                granted.receiveBytes(),
                granted.sendBytes(),
                wanted.receiveBytes(),
                wanted.sendBytes(),
                port.countsKernelDrops() ? "" : "not ");
        if (granted.isBelow(wanted)) {
            LOG.warn(
                    "gateway {}: the kernel granted less socket buffer than configured: raise"
                            + " net.core.rmem_max and net.core.wmem_max",
                    config.node().id());
        }
    }

    private AeronLinks openLinks() {
        LinkConfig linkConfig = config.backplane().links(config.cluster().profile());
        if (config.backplane().embeddedDriver()) {
            closing.push(EmbeddedDriver.launch(linkConfig, PEAK_BYTES_PER_TICK, LOGS));
        }
        AeronLinks links =
                AeronLinks.connect(linkConfig, GatewayCluster.linkEndpoint(config), this::onFatal);
        closing.push(links);
        return links;
    }

    private void startHousekeeping(IdentityWatch identity) {
        ScheduledExecutorService housekeeping =
                Executors.newSingleThreadScheduledExecutor(
                        task ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .name("gateway-housekeeping")
                                        .unstarted(task));
        Runnable keep =
                () -> {
                    clock.onHousekeeping();
                    identity.onHousekeeping(clock.nowNs() / 1_000_000);
                };
        // The executor keeps the failure, if any, in a future that nobody reads: neither step can
        // fail.
        var _ = housekeeping.scheduleWithFixedDelay(keep, 1, 1, TimeUnit.SECONDS);
        closing.push(housekeeping::shutdownNow);
    }

    private List<GatewayWorker> startWorkers(
            AeronLinks links,
            ControlPlane plane,
            KeyThread keys,
            Aead.Provider aead,
            SecuritySettings security) {
        DatagramRings rings = new DatagramRings(ports.size());
        List<GatewayWorker> workers = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            ShardLinks shards = ShardLinks.of(links.senders(), links.receiver(i));
            WorkerPorts ends =
                    new WorkerPorts(
                            ports.get(i), shards, ControlLink.of(plane, i), keys.lane(i), rings);
            GatewayWorker worker =
                    new GatewayWorker(
                            settings(i, security), ends, clock::nowNs, aead, new SecureRandom());
            workers.add(worker);
            run(worker, WorkerWaits.ofWorker());
        }
        return List.copyOf(workers);
    }

    private void run(Agent agent, IdleStrategy idle) {
        WorkerThread thread = WorkerThread.start(agent, idle, TOLERATED_FAILURES, this::onFatal);
        closing.push(thread);
        threads.add(thread);
    }

    private WorkerSettings settings(int worker, SecuritySettings security) {
        HandshakeConfig handshake = config.security().handshake();
        HandshakeSettings defaults = HandshakeSettings.DEFAULT;
        return new WorkerSettings(
                config.node().id(),
                worker,
                new HandshakeSettings(
                        handshake.cookieTtl().toMillis(),
                        defaults.halfOpenLifetimeMs(),
                        handshake.halfOpenLimit(),
                        handshake.halfOpenPerAddress(),
                        defaults.cookieRepliesPerSecond(),
                        defaults.cookieRepliesPerPrefixPerSecond()),
                connections(),
                sessions(handshake),
                new WorldSettings(
                        config.world().maps().stream().map(GatewayNode::worldMap).toList(),
                        config.performance().tickRateHz()),
                security);
    }

    private static WorldMap worldMap(MapConfig map) {
        return new WorldMap(map.geometry(), map.maxSpeed(), map.waters());
    }

    private ConnectionSettings connections() {
        PerformanceConfig performance = config.performance();
        return new ConnectionSettings(
                        config.security().replayWindow(),
                        config.security().heartbeat().interval().toNanos(),
                        ConnectionSettings.SERVER.keepAliveNs(),
                        config.security().heartbeat().timeout().toNanos())
                .withResends(
                        new Resends(
                                performance.reliableTimeout().toNanos(), performance.maxRetries()));
    }

    private SessionSettings sessions(HandshakeConfig handshake) {
        SessionSettings defaults = SessionSettings.DEFAULT;
        return new SessionSettings(
                handshake.enterTimeout().toNanos(),
                defaults.enterRetryNs(),
                defaults.rejoinAfterNs(),
                defaults.rejoinRetryNs(),
                TimeUnit.SECONDS.toNanos(1) / config.performance().tickRateHz(),
                config.performance().snapshotBudget(),
                defaults.maxSessions(),
                Runtime.getRuntime().maxMemory() / HELD_SHARE / config.network().workers());
    }

    /** Its answers come from what was opened after it, so it closes first. */
    private void serveStatus(StatusServer server, GatewayStatus status) {
        server.serve(status::status, status::restartWindow);
        closing.push(server);
    }

    /** UDP port that clients use. */
    public int port() {
        return ports.getFirst().localAddress().getPort();
    }

    /** Port of the status page. */
    public int statusPort() {
        return statusPort;
    }

    private void onClusterEnded() {
        if (!isClosing) {
            onFatal(
                    new IllegalStateException(
                            "the actor system ended: unless the log says otherwise, the cluster"
                                    + " took this node for dead"));
        }
    }

    private void onUnfit(String text) {
        onFatal(new GatewayStartException(text));
    }

    private void onFatal(Throwable cause) {
        LOG.error("gateway {} cannot go on: {}", config.node().id(), cause.toString());
        stopped.complete(Optional.of(cause));
    }

    /**
     * Waits until the node is closed or cannot go on, as when the cluster downed it; {@link #close}
     * is still to be called.
     *
     * @return why it cannot go on, empty when it ended in order
     */
    public Optional<Throwable> awaitStop() {
        return stopped.join();
    }

    /**
     * Says goodbye to clients, leaves the cluster, frees every port. Does nothing the second time.
     */
    @Override
    public synchronized void close() {
        isClosing = true;
        closing.close();
        stopped.complete(Optional.empty());
    }
}
