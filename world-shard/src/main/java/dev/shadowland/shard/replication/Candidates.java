package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.VarInt;

import java.util.Arrays;

/**
 * The records that are due to one viewer at a tick, and the choice of those that fit its byte
 * budget: by priority, and then as many of the rest as fit. Reused for every viewer; owned by the
 * cell's thread; grows and never shrinks.
 */
final class Candidates {
    static final int CREATE = 0;
    static final int UPDATE = 1;
    static final int REMOVE = 2;

    private static final int USUAL_ID_BYTES = 2;
    private static final int KIND_SHIFT = 59;
    private static final int ID_SHIFT = 28;
    private static final int INDEX_MASK = (1 << ID_SHIFT) - 1;

    private int count;
    private int[] slots = new int[256];
    private int[] rows = new int[256];
    private int[] masks = new int[256];
    private int[] sizes = new int[256];
    private byte[] kinds = new byte[256];
    private long[] byPriority = new long[256];
    private long[] chosen = new long[256];
    private int chosenCount;

    void clear() {
        count = 0;
        chosenCount = 0;
    }

    /** Adds a record; {@code priority} is at least 0, the greatest goes first. */
    void add(int slot, int row, int kind, int mask, long rest, float priority) {
        if (count == slots.length) {
            grow(count * 2);
        }
        slots[count] = slot;
        rows[count] = row;
        kinds[count] = (byte) kind;
        masks[count] = mask;
        sizes[count] =
                kind == REMOVE
                        ? 0
                        : SnapshotWriter.recordSize(mask, rest) + (kind == CREATE ? 1 : 0);
        byPriority[count] = (long) ~Float.floatToRawIntBits(priority) << 32 | count;
        count++;
    }

    /**
     * Chooses what fits; {@link #chosenCount} and {@link #candidate} give it in the order of a
     * snapshot.
     */
    void choose(int budgetBytes, int[] ids) {
        int room = budgetBytes - SnapshotWriter.HEAD_SIZE - 3 * SnapshotWriter.LIST_OVERHEAD;
        int estimate = 0;
        for (int i = 0; i < count; i++) {
            estimate += sizes[i] + USUAL_ID_BYTES;
        }
        if (estimate + count * (VarInt.MAX_BYTES - USUAL_ID_BYTES) > room) {
            LongSort.sort(byPriority, count);
        }
        int picked = pick(room);
        while (true) {
            order(picked, ids);
            if (chosenCount == 0 || exactSize() <= room) {
                return;
            }
            picked--;
        }
    }

    /** Moves what fits by estimate to the front of the priority order; returns how many. */
    private int pick(int room) {
        int picked = 0;
        int used = 0;
        for (int i = 0; i < count; i++) {
            long entry = byPriority[i];
            int size = sizes[(int) entry] + USUAL_ID_BYTES;
            if (used + size <= room) {
                used += size;
                byPriority[i] = byPriority[picked];
                byPriority[picked++] = entry;
            }
        }
        return picked;
    }

    private void order(int picked, int[] ids) {
        chosenCount = picked;
        for (int i = 0; i < picked; i++) {
            int index = (int) byPriority[i];
            long kind = kinds[index];
            chosen[i] = kind << KIND_SHIFT | (long) ids[slots[index]] << ID_SHIFT | index;
        }
        LongSort.sort(chosen, picked);
    }

    private int exactSize() {
        int size = 0;
        int kind = -1;
        int previous = 0;
        for (int i = 0; i < chosenCount; i++) {
            int index = candidate(i);
            if (kinds[index] != kind) {
                kind = kinds[index];
                previous = 0;
            }
            int id = (int) (chosen[i] >>> ID_SHIFT) & Integer.MAX_VALUE;
            size += sizes[index] + VarInt.size(id - previous);
            previous = id;
        }
        return size;
    }

    int chosenCount() {
        return chosenCount;
    }

    /** Index of the candidate at a place of the chosen order. */
    int candidate(int place) {
        return (int) chosen[place] & INDEX_MASK;
    }

    int slot(int candidate) {
        return slots[candidate];
    }

    int row(int candidate) {
        return rows[candidate];
    }

    int kind(int candidate) {
        return kinds[candidate];
    }

    int mask(int candidate) {
        return masks[candidate] & Field.ALL;
    }

    private void grow(int capacity) {
        slots = Arrays.copyOf(slots, capacity);
        rows = Arrays.copyOf(rows, capacity);
        masks = Arrays.copyOf(masks, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        byPriority = Arrays.copyOf(byPriority, capacity);
        chosen = Arrays.copyOf(chosen, capacity);
    }
}
