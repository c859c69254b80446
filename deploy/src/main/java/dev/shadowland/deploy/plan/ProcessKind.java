package dev.shadowland.deploy.plan;

import java.util.Locale;

/** What a process is for. The order is the order of starting; stopping goes the other way. */
public enum ProcessKind {
    DRIVER(256),
    SHARD(2048),
    GATEWAY(1024, 384),
    SWARM(1024),
    /** All roles in one process. */
    SINGLE(4096);

    private final int heapMegabytes;
    private final int touchedMegabytes;

    ProcessKind(int heapMegabytes) {
        this(heapMegabytes, 0);
    }

    ProcessKind(int heapMegabytes, int touchedMegabytes) {
        this.heapMegabytes = heapMegabytes;
        this.touchedMegabytes = touchedMegabytes;
    }

    /** The largest heap of such a process, in MiB. */
    public int heapMegabytes() {
        return heapMegabytes;
    }

    /**
     * Heap in MiB that is taken and touched at the start, 0 when it comes as it is needed. A
     * gateway has what it plays with from the start: under a flood its memory stays flat, and no
     * datagram waits for a page.
     */
    public int touchedMegabytes() {
        return touchedMegabytes;
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
