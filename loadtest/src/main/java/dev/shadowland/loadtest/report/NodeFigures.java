package dev.shadowland.loadtest.report;

import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.TickMillis;

import org.jspecify.annotations.Nullable;

/**
 * One node of the cluster as its status tells it at the end of the measuring window. What a node
 * does not have (a gateway has no ticks) is null.
 */
public record NodeFigures(
        String role,
        String name,
        @Nullable TickFigures tickMillis,
        @Nullable Double ticksPerSecond,
        @Nullable Long ticksSkipped,
        @Nullable Integer ladderRung,
        @Nullable Double ticksLeftOutPerSecond,
        @Nullable Integer cells,
        @Nullable Integer players,
        @Nullable Integer worldEntities,
        @Nullable Long handoversTaken,
        @Nullable Long handoversTakenFromOtherNodes) {
    private static @Nullable Integer worldEntities(NodeStatus status) {
        Double count = status.gauges().get("worldEntities");
        return count == null ? null : count.intValue();
    }

    /** The figures of a status. */
    public static NodeFigures of(NodeStatus status) {
        TickMillis ticks = status.tickMillis();
        return new NodeFigures(
                status.role(),
                status.name(),
                ticks == null ? null : new TickFigures(ticks.p50(), ticks.p99(), ticks.max()),
                status.ticksPerSecond(),
                status.ticksSkipped(),
                status.ladderRung(),
                status.ticksLeftOutPerSecond(),
                status.cells(),
                status.players(),
                worldEntities(status),
                status.counters().get("handoversTaken"),
                status.counters().get("handoversTakenFromOtherNodes"));
    }
}
