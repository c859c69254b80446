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

    private static final int ENTRIES = 64;
    private static final int KIND_SHIFT = 40;
    private static final int UPDATE = 0;
    private static final int CREATE = 1;
    private static final int REMOVE = 2;

    private final int[] ticks = new int[ENTRIES];
    private final long[] starts = new long[ENTRIES];
    private final int[] counts = new int[ENTRIES];
    private final int[] acknowledgeable = new int[ENTRIES];
    private final boolean[] resolved = new boolean[ENTRIES];
    private long[] records = new long[512];
    private long recordTail;
    private int head;
    private int tail;

    /** Begins the entry of a tick; {@link #add} and its kin fill it. */
    void begin(Viewer viewer, WorldView view, long tick) {
        while (head != tail && mayForgetOldest(tick)) {
            resolveLost(viewer.known, view, head & (ENTRIES - 1));
            head++;
        }
        int entry = tail++ & (ENTRIES - 1);
        ticks[entry] = (int) tick;
        starts[entry] = recordTail;
        counts[entry] = 0;
        acknowledgeable[entry] = 0;
        resolved[entry] = false;
    }

    private boolean mayForgetOldest(long tick) {
        int oldest = head & (ENTRIES - 1);
        return resolved[oldest]
                || tail - head == ENTRIES
                || (int) tick - ticks[oldest] >= OVERDUE_TICKS;
    }

    void addUpdate(int entity, int mask) {
        add(entity, mask, UPDATE, (mask & Field.QUADRANT) != 0);
    }

    void addCreate(int entity) {
        add(entity, Field.ALL, CREATE, true);
    }

    void addRemove(int entity) {
        add(entity, 0, REMOVE, true);
    }

    private void add(int entity, int mask, int kind, boolean needsAck) {
        int entry = (tail - 1) & (ENTRIES - 1);
        if (recordTail - starts[head & (ENTRIES - 1)] == records.length) {
            grow();
        }
        records[(int) recordTail++ & (records.length - 1)] =
                entity | (long) mask << 32 | (long) kind << KIND_SHIFT;
        counts[entry]++;
        acknowledgeable[entry] += needsAck ? 1 : 0;
    }

    /** The client has the snapshot of the tick. */
    void onAcked(KnownTable known, long tick) {
        int entry = find((int) tick);
        if (entry < 0) {
            return;
        }
        resolved[entry] = true;
        if (acknowledgeable[entry] == 0) {
            return;
        }
        for (int i = 0; i < counts[entry]; i++) {
            long record = records[(int) (starts[entry] + i) & (records.length - 1)];
            if (needsAck(record)) {
                acknowledge(known, record, (int) tick);
            }
        }
    }

    private static boolean needsAck(long record) {
        return record >>> KIND_SHIFT != UPDATE || (record >>> 32 & Field.QUADRANT) != 0;
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
        int entry = find((int) tick);
        if (entry >= 0) {
            resolveLost(known, view, entry);
        }
    }

    private void resolveLost(KnownTable known, WorldView view, int entry) {
        if (resolved[entry]) {
            return;
        }
        resolved[entry] = true;
        for (int i = 0; i < counts[entry]; i++) {
            long record = records[(int) (starts[entry] + i) & (records.length - 1)];
            int lost = known.indexOf((int) record);
            if (lost != KnownTable.NO_ENTRY) {
                lose(known, view, lost, record, ticks[entry]);
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

    private int find(int tick) {
        for (int i = tail - 1; i - head >= 0; i--) {
            int entry = i & (ENTRIES - 1);
            if (ticks[entry] == tick) {
                return resolved[entry] ? -1 : entry;
            }
            if (ticks[entry] - tick < 0) {
                return -1;
            }
        }
        return -1;
    }

    private void grow() {
        long[] larger = new long[records.length * 2];
        for (long at = starts[head & (ENTRIES - 1)]; at < recordTail; at++) {
            larger[(int) at & (larger.length - 1)] = records[(int) at & (records.length - 1)];
        }
        records = larger;
    }
}
