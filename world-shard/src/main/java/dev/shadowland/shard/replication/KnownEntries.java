package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.Field;

import java.util.Arrays;

/**
 * Entries of a {@link KnownTable}, in the order of their ids, each as a few ints: how they are laid
 * out and found. Owned by the cell's thread; grows and never shrinks.
 */
abstract class KnownEntries {
    static final int NO_ENTRY = -1;
    static final int FREE = 0;
    static final int CREATING = 1;
    static final int LIVE = 2;
    static final int REMOVING = 3;

    /** Ints of an entry. */
    static final int STRIDE = 6;

    static final int ID = 0;
    static final int BITS = 1;
    static final int LOOKED = 2;
    static final int SENT = 3;
    static final int SINCE = 4;
    static final int QUADRANT_SINCE = 5;

    static final int STATE_SHIFT = 8;
    static final int STATE_BITS = 3 << STATE_SHIFT;
    static final int CREATING_BITS = CREATING << STATE_SHIFT;
    static final int QUADRANT_ACKED = 1 << 10;

    int[] entries;
    int count;
    private final TableRoom room;

    KnownEntries(TableRoom room) {
        this.room = room;
        entries = new int[room.of(0) * STRIDE];
    }

    /** Entries are below this number. */
    final int count() {
        return count;
    }

    /** Entry of an entity, or {@link #NO_ENTRY}. */
    final int indexOf(int id) {
        int at = insertionOf(id);
        return at < count && id(at) == id ? at : NO_ENTRY;
    }

    /** The same for an id that is likely to be near an entry, which may be none. */
    final int indexNear(int guess, int id) {
        if (count == 0) {
            return NO_ENTRY;
        }
        int near = Math.clamp(guess, 0, count - 1);
        int found = id(near);
        if (found == id) {
            return near;
        }
        int at = found < id ? above(near, id) : notAbove(near, id);
        return at < count && id(at) == id ? at : NO_ENTRY;
    }

    /** Reads from an entry, or from the last one when there are not so many. */
    final int touch(int entry) {
        return count == 0 ? 0 : entries[Math.min(entry, count - 1) * STRIDE];
    }

    /** Where an id belongs that is above the one of an entry. */
    private int above(int entry, int id) {
        int step = 1;
        while (entry + step < count && id(entry + step) < id) {
            step *= 2;
        }
        return insertionOf(id, entry + step / 2 + 1, Math.min(entry + step, count));
    }

    /** Where an id belongs that is not above the one of an entry. */
    private int notAbove(int entry, int id) {
        int step = 1;
        while (entry - step >= 0 && id(entry - step) >= id) {
            step *= 2;
        }
        return insertionOf(id, Math.max(entry - step + 1, 0), entry - step / 2);
    }

    final int insertionOf(int id) {
        return insertionOf(id, 0, count);
    }

    /** Where an id belongs among the entries of a range. */
    final int insertionOf(int id, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (id(middle) < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    final int id(int entry) {
        return entries[entry * STRIDE + ID];
    }

    final int state(int entry) {
        return entries[entry * STRIDE + BITS] >>> STATE_SHIFT & 3;
    }

    /** Fields that are due whether they changed or not. */
    final int due(int entry) {
        return entries[entry * STRIDE + BITS] & Field.ALL;
    }

    final void addDue(int entry, int fields) {
        entries[entry * STRIDE + BITS] |= fields & Field.ALL;
    }

    final boolean isQuadrantAcked(int entry) {
        return (entries[entry * STRIDE + BITS] & QUADRANT_ACKED) != 0;
    }

    final void setState(int entry, int state) {
        int at = entry * STRIDE + BITS;
        entries[at] = (entries[at] & ~STATE_BITS) | (state << STATE_SHIFT);
    }

    final void ensureCapacity(int needed) {
        if (entries.length < needed * STRIDE) {
            entries = Arrays.copyOf(entries, room.of(needed) * STRIDE);
        }
    }
}
