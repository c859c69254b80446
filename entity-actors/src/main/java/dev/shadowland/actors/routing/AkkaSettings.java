package dev.shadowland.actors.routing;

import akka.actor.typed.DispatcherSelector;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;

import dev.shadowland.actors.api.Roles;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What differs between the actor systems of nodes; {@code shadowland-akka.conf} has the rest.
 *
 * @param host address that other nodes reach and that is bound, a private one
 * @param port Artery TCP port, 0 for any
 * @param roles cluster roles, see {@link Roles}
 * @param minShards nodes of role shard before the cluster moves anybody to up, at least 1
 * @param acceptablePause longest pause between a node's heartbeats that is no death
 * @param cellThreads threads that run ticks, at least 1
 */
public record AkkaSettings(
        String host,
        int port,
        List<String> roles,
        int minShards,
        Duration acceptablePause,
        int cellThreads) {
    /** Name of every actor system: part of Akka addresses. */
    public static final String SYSTEM_NAME = "shadowland";

    /**
     * Role that only counts nodes at the start. Sharding would read {@code min-nr-of-members} of
     * its own role too: a coordinator that starts over after a death would then allocate nothing
     * until the dead node is replaced.
     */
    private static final String STARTING_ROLE = Roles.SHARD + "-starting";

    private static final ConfigParseOptions REQUIRED =
            ConfigParseOptions.defaults().setAllowMissing(false);

    /** Dispatcher of cell actors. */
    public static final DispatcherSelector CELLS =
            DispatcherSelector.fromConfig("shadowland.cell-dispatcher");

    /** Dispatcher of calls that block. */
    public static final DispatcherSelector BLOCKING =
            DispatcherSelector.fromConfig("shadowland.blocking-dispatcher");

    /** Checks the ranges. */
    public AkkaSettings {
        roles = List.copyOf(roles);
        if (port < 0 || port > 65_535 || minShards < 1 || cellThreads < 1 || roles.isEmpty()) {
            throw new IllegalArgumentException(
                    "port %d, minShards %d, cellThreads %d, roles %s"
                            .formatted(port, minShards, cellThreads, roles));
        }
    }

    /** Tick threads when nothing is said: all cores but one. */
    public static int defaultCellThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    /** The configuration of an actor system, complete. */
    public Config config() {
        List<String> allRoles =
                roles.contains(Roles.SHARD)
                        ? Stream.concat(roles.stream(), Stream.of(STARTING_ROLE)).toList()
                        : roles;
        Map<String, Object> own =
                Map.of(
                        "akka.remote.artery.canonical.hostname",
                        host,
                        "akka.remote.artery.canonical.port",
                        port,
                        "akka.cluster.roles",
                        allRoles,
                        "akka.cluster.role." + STARTING_ROLE + ".min-nr-of-members",
                        minShards,
                        "akka.cluster.failure-detector.acceptable-heartbeat-pause",
                        acceptablePause.toMillis() + " ms",
                        "shadowland.cell-dispatcher.thread-pool-executor.fixed-pool-size",
                        cellThreads);
        return ConfigFactory.load(
                ConfigFactory.parseMap(own, "node")
                        .withFallback(
                                ConfigFactory.parseResources("shadowland-akka.conf", REQUIRED)));
    }
}
