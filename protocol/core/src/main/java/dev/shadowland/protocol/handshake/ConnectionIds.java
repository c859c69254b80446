package dev.shadowland.protocol.handshake;

import org.agrona.collections.IntHashSet;
import org.agrona.collections.LongArrayList;

import java.util.random.RandomGenerator;

/**
 * Hands out connection ids of one worker: top 6 bits the worker, the rest random, never 0, never
 * live, never used again within 60 s. Owned by the worker's thread.
 */
public final class ConnectionIds {
    /** Ids are not used again for this long. */
    public static final long QUARANTINE_NS = 60_000_000_000L;

    private static final int WORKER_SHIFT = 26;

    private final IntHashSet taken = new IntHashSet();
    private final LongArrayList freedAtNs = new LongArrayList();
    private final LongArrayList freedIds = new LongArrayList();
    private final RandomGenerator random;
    private final int worker;
    private int oldestFreed;

    /**
     * Ids of one worker.
     *
     * @param worker 0..63
     */
    public ConnectionIds(int worker, RandomGenerator random) {
        if (worker < 0 || worker > 63) {
            throw new IllegalArgumentException("worker " + worker + " is outside 0..63");
        }
        this.worker = worker;
        this.random = random;
    }

    /** Worker that a connection id belongs to. */
    public static int workerOf(int connectionId) {
        return connectionId >>> WORKER_SHIFT;
    }

    /** A fresh id. */
    public int take() {
        while (true) {
            int id = worker << WORKER_SHIFT | random.nextInt() >>> (32 - WORKER_SHIFT);
            if (id != 0 && taken.add(id)) {
                return id;
            }
        }
    }

    /** The connection is gone; its id rests from now on. */
    public void free(int connectionId, long nowNs) {
        freedAtNs.addLong(nowNs);
        freedIds.addLong(connectionId);
    }

    /** Takes back an id that nobody was ever told of: it needs no rest. */
    void giveBack(int connectionId) {
        taken.remove(connectionId);
    }

    /** Lets rested ids go. */
    public void onHousekeeping(long nowNs) {
        while (oldestFreed < freedIds.size()
                && nowNs - freedAtNs.getLong(oldestFreed) > QUARANTINE_NS) {
            taken.remove((int) freedIds.getLong(oldestFreed++));
        }
        if (oldestFreed > 1024 && oldestFreed * 2 > freedIds.size()) {
            compact();
        }
    }

    /** Ids that are live or rest. */
    int takenCount() {
        return taken.size();
    }

    /** Entries that the quarantine's lists hold, those already let go included. */
    int listedCount() {
        return freedIds.size();
    }

    private void compact() {
        LongArrayList at = new LongArrayList();
        LongArrayList ids = new LongArrayList();
        for (int i = oldestFreed; i < freedIds.size(); i++) {
            at.addLong(freedAtNs.getLong(i));
            ids.addLong(freedIds.getLong(i));
        }
        freedAtNs.clear();
        freedAtNs.addAll(at);
        freedIds.clear();
        freedIds.addAll(ids);
        oldestFreed = 0;
    }
}
