package dev.shadowland.deploy.plan;

import java.util.Locale;

/** What a process is for. The order is the order of starting; stopping goes the other way. */
public enum ProcessKind {
    DRIVER(256),
    SHARD(2048),
    GATEWAY(1024),
    SWARM(1024),
    /** All roles in one process. */
    SINGLE(4096);

    private final int heapMegabytes;

    ProcessKind(int heapMegabytes) {
        this.heapMegabytes = heapMegabytes;
    }

    /** The largest heap of such a process, in MiB. */
    public int heapMegabytes() {
        return heapMegabytes;
    }

    /**
     * The verb of the command line that runs it; also the role's name in configuration and status.
     */
    public String verb() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it keeps its Aeron links in the shared driver and so falls with it. */
    public boolean needsDriver() {
        return this == SHARD || this == GATEWAY;
    }
}
