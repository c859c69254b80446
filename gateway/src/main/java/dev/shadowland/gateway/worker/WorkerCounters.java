package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.transport.status.Counters;

/** The counts of one worker: it alone writes them, any thread reads them. */
public final class WorkerCounters {
    private final Counters counts = Counters.of(WorkerCount.class);
    private final Counters drops = Counters.of(DropReason.class);

    private volatile long heldBytes;

    /** One more. Worker's thread. */
    void count(WorkerCount what) {
        counts.increment(what);
    }

    /** One more datagram or frame dropped. Worker's thread. */
    void drop(DropReason reason) {
        drops.increment(reason);
    }

    /** Its sessions hold so many bytes. Worker's thread. */
    void holds(long bytes) {
        heldBytes = bytes;
    }

    /** Bytes that its sessions hold of what arrived and waits for what is missing, of late. */
    public long heldBytes() {
        return heldBytes;
    }

    /** Counts by {@link WorkerCount}. */
    public Counters counts() {
        return counts;
    }

    /** Drops by {@link DropReason}. */
    public Counters drops() {
        return drops;
    }

    /** Sessions at present. */
    public long sessions() {
        return counts.get(WorkerCount.HANDSHAKES) - counts.get(WorkerCount.SESSIONS_CLOSED);
    }

    /** Sessions in the world at present. */
    public long inWorld() {
        return counts.get(WorkerCount.ENTERED) - counts.get(WorkerCount.LEFT);
    }
}
