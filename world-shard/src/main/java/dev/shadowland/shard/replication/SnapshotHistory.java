package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.shard.interest.WorldView;

/**
 * The snapshots of one viewer that are neither acknowledged nor lost yet, oldest first, with their
 * records. An acknowledged snapshot costs work only when it held a create, a removal or a quadrant
 * in doubt; a lost one makes its fields due again. Owned by the cell's thread; the record ring
 * grows and never shrinks.
 */
final class SnapshotHistory {
    /** Ticks after which a snapshot that nobody reported counts as lost. */
    static final int OVERDUE_TICKS = 60;

    private static final int SNAPSHOTS = 64;

    /** Longs of a snapshot: its head, and where its records start. */
    private static final int STRIDE = 2;

    /** Head: tick, 32 bits · records, 24 · needs no more · an acknowledgement means something. */
    private static final int COUNT_SHIFT = 32;

    private static final long COUNT_MASK = (1L << 24) - 1;
    private static final long ONE_RECORD = 1L << COUNT_SHIFT;
    private static final long RESOLVED = 1L << 62;
    private static final long ACKNOWLEDGEABLE = 1L << 63;

    private static final int KIND_SHIFT = 40;
    private static final int UPDATE = 0;
    private static final int CREATE = 1;
    private static final int REMOVE = 2;

    /** An update with a quadrant that the client is not known to hold. */
    private static final int PLACE = 3;

    private final long[] snapshots = new long[SNAPSHOTS * STRIDE];
    private long[] records = new long[256];
    private long recordTail;
    private int head;
    private int tail;

    /** Begins the entry of a tick; {@link #addUpdate} and its kin fill it. */
    void begin(Viewer viewer, WorldView view, long tick) {
        while (head != tail && mayForget(head, tick)) {
            resolveLost(viewer.known, view, at(head));
            head++;
        }
        int at = at(tail++);
        snapshots[at] = tick & 0xFFFF_FFFFL;
        snapshots[at + 1] = recordTail;
    }

    private static int at(int snapshot) {
        return (snapshot & (SNAPSHOTS - 1)) * STRIDE;
    }

    private boolean mayForget(int oldest, long tick) {
        long known = snapshots[at(oldest)];
        return (known & RESOLVED) != 0
                || tail - oldest == SNAPSHOTS
                || (int) tick - (int) known >= OVERDUE_TICKS;
    }

    /** An update; {@code places} when the client is not known to hold the quadrant in it. */
    void addUpdate(int entity, int mask, boolean places) {
        long record = entity | (long) mask << 32;
        if (places) {
            add(record | (long) PLACE << KIND_SHIFT, ACKNOWLEDGEABLE);
        } else {
            add(record, 0);
        }
    }

    void addCreate(int entity) {
        add(entity | (long) Field.ALL << 32 | (long) CREATE << KIND_SHIFT, ACKNOWLEDGEABLE);
    }

    void addRemove(int entity) {
        add(entity | (long) REMOVE << KIND_SHIFT, ACKNOWLEDGEABLE);
    }

    private void add(long record, long acknowledgeable) {
        if (recordTail - snapshots[at(head) + 1] == records.length) {
            grow();
        }
        records[(int) recordTail++ & (records.length - 1)] = record;
        int at = at(tail - 1);
        snapshots[at] = (snapshots[at] + ONE_RECORD) | acknowledgeable;
    }

    /** The client has the snapshot of the tick. */
    void onAcked(KnownTable known, long tick) {
        int at = find((int) tick);
        if (at < 0) {
            return;
        }
        long snapshot = snapshots[at];
        snapshots[at] = snapshot | RESOLVED;
        if ((snapshot & ACKNOWLEDGEABLE) == 0) {
            return;
        }
        long start = snapshots[at + 1];
        long end = start + count(snapshot);
        for (long i = start; i < end; i++) {
            long record = records[(int) i & (records.length - 1)];
            if (record >>> KIND_SHIFT != UPDATE) {
                acknowledge(known, record, (int) tick);
            }
        }
    }

    private static long count(long snapshot) {
        return snapshot >>> COUNT_SHIFT & COUNT_MASK;
    }

    private static void acknowledge(KnownTable known, long record, int tick) {
        int entry = known.indexOf((int) record);
        if (entry == KnownTable.NO_ENTRY) {
            return;
        }
        switch ((int) (record >>> KIND_SHIFT)) {
            case CREATE -> known.onAcked(entry, true, tick);
            case REMOVE -> known.onRemovalAcked(entry, tick);
            default -> known.onAcked(entry, false, tick);
        }
    }

    /** The client will never have the snapshot of the tick. */
    void onLost(KnownTable known, WorldView view, long tick) {
        int at = find((int) tick);
        if (at >= 0) {
            resolveLost(known, view, at);
        }
    }

    private void resolveLost(KnownTable known, WorldView view, int at) {
        long snapshot = snapshots[at];
        if ((snapshot & RESOLVED) != 0) {
            return;
        }
        snapshots[at] = snapshot | RESOLVED;
        long start = snapshots[at + 1];
        long end = start + count(snapshot);
        int last = KnownTable.NO_ENTRY;
        for (long i = start; i < end; i++) {
            long record = records[(int) i & (records.length - 1)];
            int lost = known.indexAfter(last, (int) record);
            if (lost != KnownTable.NO_ENTRY) {
                lose(known, view, lost, record, (int) snapshot);
                last = lost;
            }
        }
    }

    private static void lose(KnownTable known, WorldView view, int entry, long record, int tick) {
        switch ((int) (record >>> KIND_SHIFT)) {
            case REMOVE -> known.onRemovalLost(entry, tick);
            default -> known.onLost(entry, (int) (record >>> 32) & Field.ALL, tick, view);
        }
    }

    /** Forgets everything: nothing in flight will be reported. */
    void clear() {
        head = tail;
    }

    /** Where an unresolved snapshot is; below 0 when there is none of the tick. */
    private int find(int tick) {
        if (head == tail) {
            return -1;
        }
        // Usually one a tick: then its place follows from the newest one's tick.
        int guess = tail - 1 - ((int) snapshots[at(tail - 1)] - tick);
        int from = guess - head >= 0 && tail - guess > 0 ? guess : tail - 1;
        if ((int) snapshots[at(from)] - tick < 0) {
            from = tail - 1;
        }
        for (int i = from; i - head >= 0; i--) {
            long snapshot = snapshots[at(i)];
            if ((int) snapshot == tick) {
                return (snapshot & RESOLVED) != 0 ? -1 : at(i);
            }
            if ((int) snapshot - tick < 0) {
                return -1;
            }
        }
        return -1;
    }

    private void grow() {
        long[] larger = new long[records.length * 2];
        for (long i = snapshots[at(head) + 1]; i < recordTail; i++) {
            larger[(int) i & (larger.length - 1)] = records[(int) i & (records.length - 1)];
        }
        records = larger;
    }

    /** Reads what {@link #begin} and the first record need, to have it near. */
    long touch() {
        return snapshots[at(tail)]
                + snapshots[at(head)]
                + records[(int) recordTail & (records.length - 1)];
    }
}
