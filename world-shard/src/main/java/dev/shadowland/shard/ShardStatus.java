package dev.shadowland.shard;

import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;

import dev.shadowland.actors.store.StoreWriter;
import dev.shadowland.shard.admin.CellBoard;
import dev.shadowland.shard.ingress.DropCounters;
import dev.shadowland.shard.tick.TickAgent;
import dev.shadowland.transport.config.NodeConfig;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.NodeStatusBuilder;
import dev.shadowland.transport.status.TickHistogram;

/**
 * What a shard node says of itself. Read by the status server's threads; the window is theirs as
 * well.
 */
final class ShardStatus {
    private final long startedNs = System.nanoTime();
    private final NodeConfig node;
    private final ActorSystem<?> system;
    private final CellBoard board;
    private final TickAgent ticks;
    private final TickHistogram tickTimes;
    private final DropCounters drops;
    private final StoreWriter saves;
    private final AeronLinks links;
    private long windowStartedNs = startedNs;
    private long skippedBefore;

    ShardStatus(
            NodeConfig node,
            ActorSystem<?> system,
            CellBoard board,
            TickAgent ticks,
            TickHistogram tickTimes,
            DropCounters drops,
            StoreWriter saves,
            AeronLinks links) {
        this.node = node;
        this.system = system;
        this.board = board;
        this.ticks = ticks;
        this.tickTimes = tickTimes;
        this.drops = drops;
        this.saves = saves;
        this.links = links;
    }

    synchronized void restartWindow() {
        windowStartedNs = System.nanoTime();
        skippedBefore = ticks.skipped();
        tickTimes.restartWindow();
    }

    synchronized NodeStatus read() {
        long nowNs = System.nanoTime();
        double window = (nowNs - windowStartedNs) / 1e9;
        int cells = board.cells();
        double ticksPerSecond = cells == 0 ? 0 : tickTimes.count() / window / cells;
        NodeStatusBuilder status =
                NodeStatus.of(node.id(), node.name(), "shard")
                        .state(state(cells))
                        .seconds((nowNs - startedNs) / 1e9, window)
                        .ticks(tickTimes.millis(), ticksPerSecond, ticks.skipped() - skippedBefore)
                        .ladderRung(0)
                        .cellPlayers(board.cellPlayers())
                        .counter("positionsSaved", saves.written())
                        .counter("positionsDropped", saves.dropped())
                        .counter("positionsFenced", saves.fenced());
        drops.snapshot().forEach((reason, count) -> status.counter("drop." + reason, count));
        links.counters().forEach((name, count) -> status.counter("link." + name, count));
        return status.build();
    }

    private String state(int cells) {
        boolean isUp = Cluster.get(system).selfMember().status().equals(MemberStatus.up());
        return isUp && cells > 0 ? "ready" : "joining";
    }
}
