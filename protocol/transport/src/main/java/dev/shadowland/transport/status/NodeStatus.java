package dev.shadowland.transport.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a node tells about itself at {@code GET /status}. Absent parts (a gateway has no ticks) are
 * left out of the JSON; fields that an older reader does not know are ignored.
 *
 * @param node node id, 1..8191; 0 when it has none
 * @param state such as {@code starting}, {@code up}, {@code draining}
 * @param versions name to version of what runs: shadowland, java, crypto provider
 * @param counters ever-rising counts since start
 * @param gauges present values
 * @param tickMillis tick durations of the measuring window
 * @param cellPlayers players per cell, by the cell's text form
 * @param drops datagrams and frames dropped, by reason
 * @param windowSeconds age of the measuring window
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeStatus(
        int node,
        String name,
        String role,
        long pid,
        String state,
        double uptimeSeconds,
        Map<String, String> versions,
        Map<String, Long> counters,
        Map<String, Double> gauges,
        @Nullable TickMillis tickMillis,
        @Nullable Double ticksPerSecond,
        @Nullable Long ticksSkipped,
        @Nullable Integer ladderRung,
        @Nullable Double ticksLeftOutPerSecond,
        @Nullable Integer cells,
        @Nullable Integer players,
        @Nullable Map<String, Integer> cellPlayers,
        @Nullable Long datagramsIn,
        @Nullable Long datagramsOut,
        @Nullable Long bytesIn,
        @Nullable Long bytesOut,
        @Nullable Map<String, Long> drops,
        double windowSeconds) {

    /** Begins a status with what every node has; {@code pid} is this process. */
    public static NodeStatusBuilder of(int node, String name, String role) {
        return new NodeStatusBuilder(node, name, role);
    }
}
