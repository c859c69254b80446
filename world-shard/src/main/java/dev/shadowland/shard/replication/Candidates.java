package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.VarInt;

import java.util.Arrays;

/**
 * The records of one kind (creates, updates or removals) that are due to one viewer at a tick, in
 * the order of their ids, and which of them were chosen. Reused for every viewer; owned by the
 * cell's thread; grows and never shrinks.
 */
final class Candidates {
    private int count;
    private int bytes;
    private int lastId;
    private int[] entries = new int[256];
    private int[] slots = new int[256];
    private int[] masks = new int[256];
    private int[] sizes = new int[256];
    private int[] ids = new int[256];
    private int[] steps = new int[256];
    private boolean[] chosen = new boolean[256];

    void clear() {
        count = 0;
        bytes = 0;
        lastId = 0;
    }

    /**
     * Adds a record with an id above those before.
     *
     * @param entry in the viewer's {@link KnownTable}
     * @param slot of the entity in the view
     * @param size in bytes without the id
     */
    void add(int entry, int slot, int id, int mask, int size) {
        if (count == entries.length) {
            grow(count * 2);
        }
        entries[count] = entry;
        slots[count] = slot;
        ids[count] = id;
        masks[count] = mask;
        sizes[count] = size;
        bytes += size + VarInt.size(id - lastId);
        lastId = id;
        count++;
    }

    /**
     * Adds a record of a settled member.
     *
     * @param entryGuess near which its entry probably is
     */
    void addSettled(int entryGuess, int slot, int id, int mask, int size) {
        add(~entryGuess, slot, id, mask, size);
    }

    /** Adds one of other candidates, with an id above those before. */
    void add(Candidates others, int place) {
        add(
                others.entries[place],
                others.slots[place],
                others.ids[place],
                others.masks[place],
                others.sizes[place]);
    }

    /** Bytes of a record's mask and fields, type and subtype of a create included. */
    static int size(boolean create, int mask, long rest) {
        return SnapshotWriter.recordSize(mask, rest) + (create ? 2 : 0);
    }

    int count() {
        return count;
    }

    /** Bytes of all of them with their ids, as one list. */
    int bytes() {
        return bytes;
    }

    int entry(int place) {
        return entries[place];
    }

    boolean isSettled(int place) {
        return entries[place] < 0;
    }

    /** Near which the entry of a settled member probably is. */
    int entryGuess(int place) {
        return ~entries[place];
    }

    int slot(int place) {
        return slots[place];
    }

    int id(int place) {
        return ids[place];
    }

    int mask(int place) {
        return masks[place] & Field.ALL;
    }

    int size(int place) {
        return sizes[place];
    }

    /** Keeps the step of its priority, see {@link Choice#step}. */
    void weigh(int place, int step) {
        steps[place] = step;
    }

    int step(int place) {
        return steps[place];
    }

    void choose(int place, boolean isChosen) {
        chosen[place] = isChosen;
    }

    boolean isChosen(int place) {
        return chosen[place];
    }

    private void grow(int capacity) {
        entries = Arrays.copyOf(entries, capacity);
        slots = Arrays.copyOf(slots, capacity);
        masks = Arrays.copyOf(masks, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
        ids = Arrays.copyOf(ids, capacity);
        steps = Arrays.copyOf(steps, capacity);
        chosen = Arrays.copyOf(chosen, capacity);
    }
}
