package dev.shadowland.transport.status;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fills a {@link NodeStatus} step by step. Confined to the thread that answers the request; fresh
 * for every answer.
 */
public final class NodeStatusBuilder {
    private final int node;
    private final String name;
    private final String role;
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, Long> counters = new LinkedHashMap<>();
    private final Map<String, Double> gauges = new LinkedHashMap<>();
    private String state = "starting";
    private double uptimeSeconds;
    private double windowSeconds;
    private @Nullable TickMillis tickMillis;
    private @Nullable Double ticksPerSecond;
    private @Nullable Long ticksSkipped;
    private @Nullable Integer ladderRung;
    private @Nullable Double ticksLeftOutPerSecond;
    private @Nullable Integer cells;
    private @Nullable Integer players;
    private @Nullable Map<String, Integer> cellPlayers;
    private @Nullable Long datagramsIn;
    private @Nullable Long datagramsOut;
    private @Nullable Long bytesIn;
    private @Nullable Long bytesOut;
    private @Nullable Map<String, Long> drops;

    NodeStatusBuilder(int node, String name, String role) {
        this.node = node;
        this.name = name;
        this.role = role;
        versions.put("java", Runtime.version().toString());
    }

    /** What the node is doing: {@code starting}, {@code up}, {@code draining}. */
    public NodeStatusBuilder state(String value) {
        state = value;
        return this;
    }

    /** Seconds since start and since the measuring window began. */
    public NodeStatusBuilder seconds(double uptime, double window) {
        uptimeSeconds = uptime;
        windowSeconds = window;
        return this;
    }

    /** Adds one version. */
    public NodeStatusBuilder version(String what, String version) {
        versions.put(what, version);
        return this;
    }

    /** Adds one ever-rising count. */
    public NodeStatusBuilder counter(String key, long value) {
        counters.put(key, value);
        return this;
    }

    /** Adds every count under {@code prefix.name}; counts of the same name add up. */
    public NodeStatusBuilder counters(String prefix, Counters source) {
        source.forEach((key, value) -> counters.merge(prefix + "." + key, value, Long::sum));
        return this;
    }

    /** Adds one present value. */
    public NodeStatusBuilder gauge(String key, double value) {
        gauges.put(key, value);
        return this;
    }

    /** Tick durations, achieved rate and ticks skipped within the measuring window. */
    public NodeStatusBuilder ticks(TickMillis millis, double perSecond, long skipped) {
        tickMillis = millis;
        ticksPerSecond = perSecond;
        ticksSkipped = skipped;
        return this;
    }

    /**
     * Highest rung of the overload ladder, 0 = none, and the ticks that a cell leaves out for it.
     */
    public NodeStatusBuilder ladder(int rung, double leftOutPerSecond) {
        ladderRung = rung;
        ticksLeftOutPerSecond = leftOutPerSecond;
        return this;
    }

    /** Players by cell (text form); fills the number of cells and of players too. */
    public NodeStatusBuilder cellPlayers(Map<String, Integer> byCell) {
        cellPlayers = new TreeMap<>(byCell);
        cells = byCell.size();
        players = byCell.values().stream().mapToInt(Integer::intValue).sum();
        return this;
    }

    /** Players, for a node without cells. */
    public NodeStatusBuilder players(int count) {
        players = count;
        return this;
    }

    /** Datagrams and their bytes in both directions, since start. */
    public NodeStatusBuilder datagrams(long in, long out, long inBytes, long outBytes) {
        datagramsIn = in;
        datagramsOut = out;
        bytesIn = inBytes;
        bytesOut = outBytes;
        return this;
    }

    /** Adds drops by reason; equal reasons add up. */
    public NodeStatusBuilder drops(Counters reasons) {
        Map<String, Long> sum = drops == null ? new LinkedHashMap<>() : drops;
        reasons.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        drops = sum;
        return this;
    }

    /** Adds drops of one reason. */
    public NodeStatusBuilder drop(String reason, long count) {
        Map<String, Long> sum = drops == null ? new LinkedHashMap<>() : drops;
        sum.merge(reason, count, Long::sum);
        drops = sum;
        return this;
    }

    /** The finished status. */
    public NodeStatus build() {
        return new NodeStatus(
                node,
                name,
                role,
                ProcessHandle.current().pid(),
                state,
                uptimeSeconds,
                versions,
                counters,
                gauges,
                tickMillis,
                ticksPerSecond,
                ticksSkipped,
                ladderRung,
                ticksLeftOutPerSecond,
                cells,
                players,
                cellPlayers,
                datagramsIn,
                datagramsOut,
                bytesIn,
                bytesOut,
                drops,
                windowSeconds);
    }
}
