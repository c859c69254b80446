package dev.shadowland.shard.admin;

import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;

import dev.shadowland.actors.store.StoreOutage;
import dev.shadowland.actors.store.StoreWriter;
import dev.shadowland.shard.ingress.DropCounters;
import dev.shadowland.shard.tick.TickAgent;
import dev.shadowland.transport.agent.NodeClock;
import dev.shadowland.transport.agent.WorkerThread;
import dev.shadowland.transport.config.NodeConfig;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.NodeStatusBuilder;

import java.util.List;
import java.util.Set;

/**
 * What a shard node says of itself. Read by the status server's threads; the window is theirs as
 * well.
 */
public final class ShardStatus {
    /** Without "removed": whoever is not in yet is that too. */
    private static final Set<MemberStatus> ON_ITS_WAY_OUT =
            Set.of(MemberStatus.leaving(), MemberStatus.exiting(), MemberStatus.down());

    private final long startedNs = System.nanoTime();
    private final NodeConfig node;
    private final ActorSystem<?> system;
    private final CellBoard board;
    private final TickAgent ticks;
    private final CellMeters meters;
    private final DropCounters drops;
    private final Workings workings;
    private final AeronLinks links;
    private long windowStartedNs = startedNs;
    private double cellSecondsBefore;
    private long skippedBefore;

    /**
     * What runs beneath the cells.
     *
     * @param threads of the ingress and of the ticks
     */
    public record Workings(
            List<WorkerThread> threads, NodeClock clock, StoreWriter saves, StoreOutage outage) {
        /** Copies the list. */
        public Workings {
            threads = List.copyOf(threads);
        }
    }

    /** Reads these parts of a node. */
    public ShardStatus(
            NodeConfig node,
            ActorSystem<?> system,
            CellBoard board,
            TickAgent ticks,
            CellMeters meters,
            DropCounters drops,
            Workings workings,
            AeronLinks links) {
        this.node = node;
        this.system = system;
        this.board = board;
        this.ticks = ticks;
        this.meters = meters;
        this.drops = drops;
        this.workings = workings;
        this.links = links;
    }

    /** Times and rates count from now on. */
    public synchronized void restartWindow() {
        windowStartedNs = System.nanoTime();
        cellSecondsBefore = board.cellSeconds();
        skippedBefore = ticks.skipped();
        meters.restartWindow();
    }

    /** The node as of now. */
    public synchronized NodeStatus read() {
        long nowNs = System.nanoTime();
        double window = (nowNs - windowStartedNs) / 1e9;
        int cells = board.cells();
        double cellSeconds = Math.max(1e-3, board.cellSeconds() - cellSecondsBefore);
        NodeStatusBuilder status =
                NodeStatus.of(node.id(), node.name(), "shard")
                        .state(state(cells))
                        .seconds((nowNs - startedNs) / 1e9, window)
                        .ticks(
                                meters.tickMillis(),
                                meters.ticks() / cellSeconds,
                                ticks.skipped() - skippedBefore)
                        .ladder(meters.highestRung(), meters.ticksLeftOut() / cellSeconds)
                        .cellPlayers(board.cellPlayers())
                        .gauge("worldEntities", board.entities())
                        .counter("projectileHits", meters.projectileHits())
                        .counter("handoversTaken", meters.handoversTaken())
                        .counter(
                                "handoversTakenFromOtherNodes",
                                meters.handoversTakenFromOtherNodes());
        workings(status);
        meters.climbs().forEach(status::counter);
        drops.snapshot().forEach((reason, count) -> status.counter("drop." + reason, count));
        links.counters().forEach((name, count) -> status.counter("link." + name, count));
        return status.build();
    }

    private void workings(NodeStatusBuilder status) {
        StoreWriter saves = workings.saves();
        status.counter("positionsSaved", saves.written())
                .counter("positionsDropped", saves.dropped())
                .counter("positionsFenced", saves.fenced())
                .counter("storeFailures", workings.outage().failures() + saves.failures())
                .counter(
                        "cyclesFailed",
                        workings.threads().stream().mapToLong(WorkerThread::errors).sum())
                .gauge("clockDriftMillis", workings.clock().driftNs() / 1e6);
    }

    private String state(int cells) {
        MemberStatus status = Cluster.get(system).selfMember().status();
        if (status.equals(MemberStatus.up())) {
            return cells > 0 ? "ready" : "joining";
        }
        return ON_ITS_WAY_OUT.contains(status) ? "leaving" : "joining";
    }
}
