package dev.shadowland.deploy;

import dev.shadowland.gateway.GatewayNode;
import dev.shadowland.loadtest.SwarmNode;
import dev.shadowland.shard.ShardNode;
import dev.shadowland.transport.config.ConfigInvalidException;
import dev.shadowland.transport.config.EffectiveConfig;
import dev.shadowland.transport.config.ShadowlandConfig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Several nodes in one process, started driver first and bots last, closed the other way round. */
final class SingleRun {
    private static final List<String> ORDER = List.of("driver", "shard", "gateway", "swarm");

    private final List<ShadowlandConfig> configs;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    SingleRun(List<Path> files) {
        configs =
                files.stream()
                        .map(file -> EffectiveConfig.load(file).values())
                        .sorted(Comparator.comparingInt(SingleRun::place))
                        .toList();
        configs.forEach(SingleRun::requireRole);
    }

    private static int place(ShadowlandConfig config) {
        return ORDER.indexOf(config.node().role());
    }

    private static void requireRole(ShadowlandConfig config) {
        if (place(config) < 0) {
            throw new ConfigInvalidException(
                    "of node " + config.node().id(),
                    List.of(
                            "shadowland.node.role: must be one of "
                                    + String.join(", ", ORDER)
                                    + " to run with others in one process"));
        }
    }

    /** Runs until the bots are done, or without bots until a signal. */
    int run() throws InterruptedException, IOException {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::closeAll));
        int status = 0;
        boolean hasBots = false;
        for (ShadowlandConfig config : configs) {
            if (config.node().role().equals("swarm")) {
                hasBots = true;
                status = runSwarm(config);
            } else {
                push(start(config));
            }
        }
        if (!hasBots) {
            Thread.currentThread().join();
        }
        return status;
    }

    private int runSwarm(ShadowlandConfig config) throws IOException, InterruptedException {
        SwarmNode swarm = SwarmNode.start(config);
        push(swarm);
        return swarm.awaitStop();
    }

    private static AutoCloseable start(ShadowlandConfig config) throws IOException {
        return switch (config.node().role()) {
            case "driver" -> DriverNode.start(config);
            case "shard" -> ShardNode.start(config, SingleRun::onFatal);
            default -> watched(GatewayNode.start(config));
        };
    }

    private static GatewayNode watched(GatewayNode gateway) {
        Thread.ofVirtual().start(() -> gateway.awaitStop().ifPresent(SingleRun::onFatal));
        return gateway;
    }

    /** One node's failure ends all: they share a fate here. */
    private static void onFatal(Throwable cause) {
        System.out.println("shadowland single: a node cannot go on: " + Shadowland.reason(cause));
        Thread.ofPlatform().start(() -> System.exit(Shadowland.status(cause)));
    }

    private synchronized void push(AutoCloseable node) {
        running.push(node);
    }

    private synchronized void closeAll() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.out.println("shadowland single: did not close in order: " + e);
            }
        }
    }
}
