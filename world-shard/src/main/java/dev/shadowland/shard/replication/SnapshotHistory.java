package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.shard.interest.WorldView;

/**
 * The snapshots of one viewer that are neither acknowledged nor lost yet, oldest first, with their
 * records of those who were not settled; what was told of the others follows from their turns. An
 * acknowledged snapshot costs work only when it held a create, a removal or a quadrant in doubt; a
 * lost one makes its fields due again. Owned by the cell's thread; the record ring grows and never
 * shrinks.
 */
final class SnapshotHistory {
    /**
     * Ticks after which a snapshot that nobody reported counts as lost: more than a round trip
     * takes, 2 s and its jitter at most, or nothing would ever be acknowledged.
     */
    static final int OVERDUE_TICKS = 180;

    /** Those of so many ticks, and a power of two. */
    private static final int SNAPSHOTS = 256;

    /**
     * Longs of a snapshot: its head; where its records start, with the tick after which it told
     * changes, at most, above.
     */
    private static final int STRIDE = 2;

    /**
     * Head: tick, 32 bits · records, 12 · turn of the schedule, 6 · settled were told of · needs no
     * more · an acknowledgement means something.
     */
    private static final int COUNT_SHIFT = 32;

    private static final long COUNT_MASK = (1L << 12) - 1;
    private static final int TURN_SHIFT = 44;
    private static final int TURN_MASK = (1 << 6) - 1;
    private static final long ONE_RECORD = 1L << COUNT_SHIFT;
    private static final long TOLD_SETTLED = 1L << 61;
    private static final long RESOLVED = 1L << 62;
    private static final long ACKNOWLEDGEABLE = 1L << 63;

    /**
     * Record: entity · fields above 32 bits · kind, 2 bits · where its entry was, which may have
     * moved since.
     */
    private static final int KIND_SHIFT = 40;

    private static final int ENTRY_SHIFT = 42;
    private static final int UPDATE = 0;
    private static final int CREATE = 1;
    private static final int REMOVE = 2;

    /** An update with a quadrant that the client is not known to hold. */
    private static final int PLACE = 3;

    private final long[] snapshots = new long[SNAPSHOTS * STRIDE];
    private long[] records = new long[512];
    private int recordTail;
    private int head;
    private int tail;

    /**
     * Begins the entry of a tick; {@link #addUpdate} and its kin fill it.
     *
     * @param sinceTick tick before which no change was told of those who are settled
     */
    void begin(Viewer viewer, WorldView view, Schedule schedule, long tick, int sinceTick) {
        while (head != tail && mayForget(head, tick)) {
            resolveLost(viewer, view, schedule, at(head));
            head++;
        }
        int at = at(tail++);
        snapshots[at] = (tick & 0xFFFF_FFFFL) | (long) schedule.turn() << TURN_SHIFT;
        snapshots[at + 1] = (recordTail & 0xFFFF_FFFFL) | (long) sinceTick << Integer.SIZE;
    }

    /** The snapshot tells changes of members who are settled. */
    void addSettled() {
        snapshots[at(tail - 1)] |= TOLD_SETTLED;
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
    void addUpdate(int entity, int entry, int mask, boolean places) {
        if (places) {
            add(entity, entry, mask, PLACE, ACKNOWLEDGEABLE);
        } else {
            add(entity, entry, mask, UPDATE, 0);
        }
    }

    void addCreate(int entity, int entry) {
        add(entity, entry, Field.ALL, CREATE, ACKNOWLEDGEABLE);
    }

    void addRemove(int entity, int entry) {
        add(entity, entry, 0, REMOVE, ACKNOWLEDGEABLE);
    }

    private void add(int entity, int entry, int mask, int kind, long acknowledgeable) {
        if (recordTail - start(at(head)) == records.length) {
            grow();
        }
        records[recordTail++ & (records.length - 1)] =
                entity
                        | (long) mask << Integer.SIZE
                        | (long) kind << KIND_SHIFT
                        | (long) entry << ENTRY_SHIFT;
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
        int end = start(at) + count(snapshot);
        for (int i = start(at); i != end; i++) {
            long record = records[i & (records.length - 1)];
            if (kind(record) != UPDATE) {
                acknowledge(known, record, (int) tick);
            }
        }
    }

    private static int count(long snapshot) {
        return (int) (snapshot >>> COUNT_SHIFT & COUNT_MASK);
    }

    private int start(int at) {
        return (int) snapshots[at + 1];
    }

    private static int kind(long record) {
        return (int) (record >>> KIND_SHIFT) & 3;
    }

    private static void acknowledge(KnownTable known, long record, int tick) {
        int entry = known.indexNear((int) (record >>> ENTRY_SHIFT), (int) record);
        if (entry == KnownTable.NO_ENTRY) {
            return;
        }
        switch (kind(record)) {
            case CREATE -> known.onAcked(entry, true, tick);
            case REMOVE -> known.onRemovalAcked(entry, tick);
            default -> known.onAcked(entry, false, tick);
        }
    }

    /** The client will never have the snapshot of the tick. */
    void onLost(Viewer viewer, WorldView view, Schedule schedule, long tick) {
        int at = find((int) tick);
        if (at >= 0) {
            resolveLost(viewer, view, schedule, at);
        }
    }

    private void resolveLost(Viewer viewer, WorldView view, Schedule schedule, int at) {
        long snapshot = snapshots[at];
        if ((snapshot & RESOLVED) != 0) {
            return;
        }
        snapshots[at] = snapshot | RESOLVED;
        int end = start(at) + count(snapshot);
        for (int i = start(at); i != end; i++) {
            long record = records[i & (records.length - 1)];
            int lost = viewer.known.indexNear((int) (record >>> ENTRY_SHIFT), (int) record);
            if (lost != KnownTable.NO_ENTRY) {
                lose(viewer, view, lost, record, (int) snapshot);
            }
        }
        if ((snapshot & TOLD_SETTLED) != 0) {
            int since = (int) (snapshots[at + 1] >>> Integer.SIZE);
            int turn = (int) (snapshot >>> TURN_SHIFT) & TURN_MASK;
            viewer.loseSettled(view, schedule, since, (int) snapshot, turn);
        }
    }

    private static void lose(Viewer viewer, WorldView view, int entry, long record, int tick) {
        switch (kind(record)) {
            case REMOVE -> viewer.known.onRemovalLost(entry, tick);
            default -> viewer.lose(view, entry, (int) (record >>> 32) & Field.ALL, tick);
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
        for (int i = start(at(head)); i != recordTail; i++) {
            larger[i & (larger.length - 1)] = records[i & (records.length - 1)];
        }
        records = larger;
    }

    /** Reads what {@link #begin} and the first record need, to have it near. */
    long touch() {
        return snapshots[at(tail)]
                + snapshots[at(head)]
                + records[recordTail & (records.length - 1)];
    }
}
