package dev.shadowland.deploy;

import dev.shadowland.actors.store.ClusterRow;
import dev.shadowland.actors.store.SqliteWorldStore;
import dev.shadowland.gateway.GatewayNode;
import dev.shadowland.loadtest.SwarmNode;
import dev.shadowland.shard.ShardNode;
import dev.shadowland.shard.WorldPlan;
import dev.shadowland.transport.config.EffectiveConfig;
import dev.shadowland.transport.config.ShadowlandConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What each role's command does. */
final class NodeRuns {
    private NodeRuns() {}

    static int init(List<Path> configs) throws IOException {
        ShadowlandConfig config = load(configs);
        Path folder = config.store().path().toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (SqliteWorldStore store = SqliteWorldStore.open(config.store().path())) {
            ClusterRow row = store.initialise(WorldPlan.of(config, System.currentTimeMillis()));
            System.out.printf(
                    "Cluster %s in %s: tick 0 was at %s. The next shard to start forms it.%n",
                    row.cluster(), config.store().path(), Instant.ofEpochMilli(row.originMs()));
            return 0;
        }
    }

    static int driver(List<Path> configs) throws InterruptedException, IOException {
        return untilStopped(stop -> DriverNode.start(load(configs)));
    }

    static int shard(List<Path> configs) throws InterruptedException, IOException {
        return untilStopped(stop -> ShardNode.start(announced(configs), stop::onFatal));
    }

    static int gateway(List<Path> configs) throws InterruptedException, IOException {
        return untilStopped(stop -> watched(GatewayNode.start(announced(configs)), stop));
    }

    static int swarm(List<Path> configs) throws InterruptedException, IOException {
        return SwarmNode.run(announced(configs));
    }

    static int single(List<Path> configs) throws InterruptedException, IOException {
        return new SingleRun(configs).run();
    }

    static ShadowlandConfig load(List<Path> configs) {
        return EffectiveConfig.load(configs.getFirst()).values();
    }

    private static ShadowlandConfig announced(List<Path> configs) {
        EffectiveConfig config = EffectiveConfig.load(configs.getFirst());
        System.out.println(config.render());
        return config.values();
    }

    private static GatewayNode watched(GatewayNode node, Stop stop) {
        Thread.ofVirtual().start(() -> node.awaitStop().ifPresent(stop::onFatal));
        return node;
    }

    /** Starts a node and keeps it until a signal or its own failure. */
    private static int untilStopped(Start start) throws InterruptedException, IOException {
        Stop stop = new Stop();
        AutoCloseable node = start.start(stop);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop.closeOnSignal(node)));
        return stop.await();
    }

    /** Makes the node that a command runs. */
    @FunctionalInterface
    private interface Start {
        AutoCloseable start(Stop stop) throws IOException;
    }

    /** The end of a node: a signal closes it in order, a failure ends the process with a status. */
    private static final class Stop {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicInteger status = new AtomicInteger();

        void onFatal(Throwable cause) {
            System.out.println("shadowland: the node cannot go on: " + Shadowland.reason(cause));
            // What follows from the first failure does not change why it ended.
            status.compareAndSet(0, Shadowland.status(cause));
            ended.countDown();
        }

        int await() throws InterruptedException {
            ended.await();
            return status.get();
        }

        /** Runs in the shutdown hook: also after a failure, then with little left to close. */
        void closeOnSignal(AutoCloseable node) {
            try {
                node.close();
            } catch (Exception e) {
                System.out.println("shadowland: did not close in order: " + e);
            }
            Runtime.getRuntime().halt(status.get());
        }
    }
}
