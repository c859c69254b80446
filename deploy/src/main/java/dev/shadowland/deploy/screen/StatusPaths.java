package dev.shadowland.deploy.screen;

/** Where figures stand in the statuses of nodes (JSON pointers). */
public final class StatusPaths {
    public static final String CELLS = "/cells";
    public static final String PLAYERS = "/players";
    public static final String TICK_P50 = "/tickMillis/p50";
    public static final String TICK_P99 = "/tickMillis/p99";
    public static final String TICKS_PER_SECOND = "/ticksPerSecond";
    public static final String DATAGRAMS_IN = "/datagramsIn";
    public static final String DATAGRAMS_OUT = "/datagramsOut";
    public static final String BYTES_OUT = "/bytesOut";

    /** Of the swarm. */
    public static final String BOTS_CONNECTED = "/gauges/botsConnected";

    /** Of the swarm, in milliseconds. */
    public static final String RTT_P99 = "/gauges/rttP99Millis";

    /** Of the swarm. */
    public static final String DISCONNECTS = "/counters/disconnects";

    /** Of the swarm. */
    public static final String VIOLATIONS = "/counters/violations";

    private StatusPaths() {}
}
