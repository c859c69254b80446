package dev.shadowland.shard.interest;

import dev.shadowland.protocol.snapshot.EntityRow;

import java.util.Arrays;

/**
 * The entities of a {@link WorldView} in the order of their ids, which is the order of records in a
 * snapshot: an entity's place in it is its rank. Viewers keep what they know of each entity as bits
 * by rank; the order says how ranks moved in a tick, and carries such bits along. Owned by the
 * cell's thread; grows and never shrinks.
 */
public final class IdOrder {
    /** Entities that a view gets room for when somebody looks around in it: 230 KB. */
    public static final int USUAL_CAPACITY = 2_048;

    private int[] slots = new int[256];
    private int[] ids = new int[256];
    private int[] ranks = new int[256];
    private int[] olderSlots = new int[256];
    private int[] olderIds = new int[256];
    private int count;
    private int olderCount;
    private long[] added = new long[64];
    private int addedCount;
    private int[] removed = new int[64];
    private int removedCount;
    private int[] insertedRanks = new int[64];
    private int[] removedRanks = new int[64];
    private int[] removedIds = new int[64];
    private boolean isChanged;
    private int version;
    private long[] scratch = new long[0];

    /** An entity came into a slot of the view. */
    void onAdded(int slot, int id) {
        if (addedCount == added.length) {
            added = Arrays.copyOf(added, addedCount * 2);
        }
        added[addedCount++] = ((long) id << Integer.SIZE) | slot;
    }

    /** The entity in a slot is forgotten. */
    void onRemoved(int slot) {
        if (removedCount == removed.length) {
            removed = Arrays.copyOf(removed, removedCount * 2);
        }
        removed[removedCount++] = slot;
    }

    /** Puts what came and went since the last call into order. */
    void settle() {
        isChanged = addedCount + removedCount > 0;
        if (!isChanged) {
            return;
        }
        version++;
        ensureRoom(count + addedCount);
        for (int i = 0; i < removedCount; i++) {
            removed[i] = ranks[removed[i]];
        }
        LongSort.sort(added, addedCount);
        merge();
    }

    private void ensureRoom(int needed) {
        if (slots.length < needed) {
            grow(needed * 2);
        }
        if (insertedRanks.length < addedCount) {
            insertedRanks = new int[addedCount * 2];
        }
        if (removedRanks.length < removedCount) {
            removedRanks = new int[removedCount * 2];
            removedIds = new int[removedCount * 2];
        }
    }

    /** Makes room for so many at least; not amid a merge. */
    void grow(int least) {
        int capacity = Math.max(least, slots.length);
        slots = Arrays.copyOf(slots, capacity);
        ids = Arrays.copyOf(ids, capacity);
        ranks = Arrays.copyOf(ranks, Math.max(capacity, ranks.length));
        olderSlots = new int[capacity];
        olderIds = new int[capacity];
    }

    private void merge() {
        swapOlder();
        for (int i = 0; i < removedCount; i++) {
            olderSlots[removed[i]] = WorldView.NO_SLOT;
        }
        int gone = 0;
        int came = 0;
        count = 0;
        for (int older = 0; older < olderCount; older++) {
            while (came < addedCount && (int) (added[came] >>> Integer.SIZE) < olderIds[older]) {
                insertedRanks[came] = count;
                append(added[came++]);
            }
            if (olderSlots[older] == WorldView.NO_SLOT) {
                removedRanks[gone] = older;
                removedIds[gone++] = olderIds[older];
            } else {
                append(((long) olderIds[older] << Integer.SIZE) | olderSlots[older]);
            }
        }
        while (came < addedCount) {
            insertedRanks[came] = count;
            append(added[came++]);
        }
    }

    private void swapOlder() {
        int[] swappedSlots = slots;
        int[] swappedIds = ids;
        slots = olderSlots;
        ids = olderIds;
        olderSlots = swappedSlots;
        olderIds = swappedIds;
        olderCount = count;
    }

    private void append(long entity) {
        int slot = (int) entity;
        if (ranks.length <= slot) {
            ranks = Arrays.copyOf(ranks, slot * 2);
        }
        slots[count] = slot;
        ids[count] = (int) (entity >>> Integer.SIZE);
        ranks[slot] = count;
        count++;
    }

    /** The next tick's changes are counted from here. */
    void beginTick() {
        addedCount = 0;
        removedCount = 0;
    }

    /** Entities in the view. */
    public int count() {
        return count;
    }

    /** Longs of a bit for each rank. */
    public int words() {
        return words(count);
    }

    private static int words(int bits) {
        return (bits + Long.SIZE - 1) / Long.SIZE;
    }

    /** Longs to make room for, where so many are needed and more may be: 32 or more. */
    public static int roomOfWords(int needed) {
        return needed <= words(USUAL_CAPACITY) ? words(USUAL_CAPACITY) : needed * 2;
    }

    /** Slot of the entity of a rank. */
    public int slot(int rank) {
        return slots[rank];
    }

    /** Id of the entity of a rank; ids rise with the ranks. */
    public int id(int rank) {
        return ids[rank];
    }

    /** Rank of the entity in a slot of the view. */
    public int rank(int slot) {
        return ranks[slot];
    }

    /** Whether ranks moved in this tick. */
    public boolean isChanged() {
        return isChanged;
    }

    /** Another number whenever ranks have moved. */
    public int version() {
        return version;
    }

    /** Entities that left the view in this tick. */
    public int removed() {
        return isChanged ? removedCount : 0;
    }

    /** Rank that one of them had. */
    public int removedRank(int place) {
        return removedRanks[place];
    }

    /** Id of one of them. */
    public int removedId(int place) {
        return removedIds[place];
    }

    /**
     * Moves bits from the ranks before this tick's changes to those after them. Who came has none.
     *
     * @param bits planes of bits, word by word: word w of plane p is at w × planes + p; all of them
     *     0 beyond the last rank
     * @return the same array, or a larger one
     */
    public long[] carry(long[] bits, int planes) {
        if (!isChanged) {
            return bits;
        }
        int length = Math.max(words(count), words(olderCount)) * planes;
        if (scratch.length < length) {
            scratch = new long[length * 2];
        }
        Arrays.fill(scratch, 0, length, 0);
        long[] source = bits.length < length ? Arrays.copyOf(bits, length * 2) : bits;
        int from = 0;
        int to = 0;
        int gone = 0;
        int came = 0;
        while (from < olderCount) {
            if (came < addedCount && insertedRanks[came] == to) {
                came++;
                to++;
            } else if (gone < removedCount && removedRanks[gone] == from) {
                gone++;
                from++;
            } else {
                int run = olderCount - from;
                run = gone < removedCount ? Math.min(run, removedRanks[gone] - from) : run;
                run = came < addedCount ? Math.min(run, insertedRanks[came] - to) : run;
                for (int plane = 0; plane < planes; plane++) {
                    copy(source, from, scratch, to, run, plane, planes);
                }
                from += run;
                to += run;
            }
        }
        System.arraycopy(scratch, 0, source, 0, length);
        return source;
    }

    private static void copy(
            long[] source, int from, long[] target, int to, int bits, int plane, int planes) {
        int read = from;
        int write = to;
        int left = bits;
        while (left > 0) {
            int shift = write & (Long.SIZE - 1);
            int length = Math.min(left, Long.SIZE - shift);
            long mask = length == Long.SIZE ? -1 : (1L << length) - 1;
            long value = window(source, read, length, plane, planes) & mask;
            target[write / Long.SIZE * planes + plane] |= value << shift;
            read += length;
            write += length;
            left -= length;
        }
    }

    /** So many bits from a rank on, and others above them. */
    private static long window(long[] source, int from, int length, int plane, int planes) {
        int word = from / Long.SIZE;
        int shift = from & (Long.SIZE - 1);
        long low = source[word * planes + plane] >>> shift;
        return shift + length <= Long.SIZE
                ? low
                : low | source[(word + 1) * planes + plane] << (Long.SIZE - shift);
    }

    /** Whether ids rise and every slot knows its rank; for tests. */
    boolean isConsistent(WorldView view) {
        boolean holds = count == view.count();
        for (int rank = 0; rank < count; rank++) {
            int id = EntityRow.id(view.word(slots[rank], EntityRow.IDENTITY));
            holds &= id == ids[rank] && ranks[slots[rank]] == rank;
            holds &= rank == 0 || ids[rank - 1] < ids[rank];
        }
        return holds;
    }
}
