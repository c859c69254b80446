package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.shard.interest.WorldView;

import java.util.Arrays;

/**
 * What changed of everybody in a cell's view since the turn before, for the viewers at one level of
 * {@link Rings}: the same for all of them, so it is put together once per tick. Part of a thread's
 * {@link TickScratch}.
 *
 * <p>A row is what a record is written from, side by side, for it is read for thousands of records.
 * A <em>change</em> says which fields are to be told, in 16 bits: the fields, 8 · bytes of a move,
 * 4, see {@link SnapshotWriter#moveSize} · whether it is a plain move.
 */
final class LevelRows {
    /** The entity moved, it may have turned, and did nothing else. */
    static final int PLAIN_MOVE = 1 << 12;

    /** Longs of a row: a change for each ring, the entity, its place and its motion. */
    static final int STRIDE = 4;

    static final int ENTITY = 1;
    static final int PLACE = 2;
    static final int MOTION = 3;

    private static final int SIZE_SHIFT = 8;
    private static final int SIZE_MASK = 0xF;
    private static final long[] CHANGES = changes();

    /** The fields of the changes in all rings. */
    private static final long FIELDS = Field.ALL * 0x0001_0001_0001_0001L;

    /** Who cannot be told of by these rows. */
    final RoughRanks rough = new RoughRanks();

    private final long[] rows;

    /** Of whom there is anything to tell in any ring, by rank. */
    private final long[] stirred;

    private int stirredCount;
    private boolean isLaidOut;

    private static long[] changes() {
        long[] changes = new long[Field.ALL + 1];
        for (int fields = 0; fields <= Field.ALL; fields++) {
            boolean isPlain = (fields & ~Field.ROTATION) == Field.POSITION;
            int size = SnapshotWriter.moveSize(fields);
            changes[fields] = fields | (long) size << SIZE_SHIFT | (isPlain ? PLAIN_MOVE : 0);
        }
        return changes;
    }

    /** Room for so many entities of a view. */
    LevelRows(int entities) {
        rows = new long[entities * STRIDE];
        stirred = new long[(entities + Long.SIZE - 1) / Long.SIZE];
        rough.fit(entities);
    }

    /** A tick begins. */
    void beginTick() {
        isLaidOut = false;
    }

    /**
     * Puts them together, unless that was done in this tick.
     *
     * @param periods by ring: how many renewals ago the turn before was, 1 or more
     * @param since by ring: tick of the turn before
     */
    void layOut(WorldView view, int[] periods, int[] since) {
        if (isLaidOut) {
            return;
        }
        isLaidOut = true;
        Arrays.fill(stirred, 0, view.order().words(), 0);
        stirredCount = 0;
        for (int slot = 0; slot < view.limit(); slot++) {
            int at = slot * STRIDE;
            rows[at] =
                    CHANGES[changed(view, slot, periods[0], since[0])]
                            | CHANGES[changed(view, slot, periods[1], since[1])] << Short.SIZE
                            | CHANGES[changed(view, slot, periods[2], since[2])] << (2 * Short.SIZE)
                            | CHANGES[changed(view, slot, periods[3], since[3])]
                                    << (3 * Short.SIZE);
            rows[at + ENTITY] = view.id(slot);
            rows[at + PLACE] = view.word(slot, EntityRow.PLACE);
            rows[at + MOTION] = view.word(slot, EntityRow.MOTION);
            if ((rows[at] & FIELDS) != 0 && rows[at + ENTITY] != 0) {
                stir(view.order().rank(slot));
            }
        }
        rough.find(view, Schedule.oldest(since));
    }

    private void stir(int rank) {
        stirred[rank / Long.SIZE] |= 1L << rank;
        stirredCount++;
    }

    private static int changed(WorldView view, int slot, int period, int since) {
        if (period > WorldView.HISTORY_RENEWALS) {
            return view.changesSince(slot, since);
        }
        int back = period - 1;
        long history = view.history(slot, back >= Long.BYTES);
        return (int) (history >>> (back % Long.BYTES * Byte.SIZE)) & Field.ALL;
    }

    /** Of whom of a word there is anything to tell in any ring, one bit each. */
    long stirred(int word) {
        return stirred[word];
    }

    /** How many they are, of all words. */
    int stirredCount() {
        return stirredCount;
    }

    /** By slot of the view, {@link #STRIDE} longs each. */
    long[] rows() {
        return rows;
    }

    /**
     * The change in the ring of a member, and others above its 16 bits.
     *
     * @param changes first word of its row
     * @param member see {@link SettledMembers#due}
     */
    static int change(long changes, int member) {
        return (int) (changes >>> (member << 4)); // the ring is its low bits; shifts take six
    }

    /** The change of fields. */
    static int changeOf(int fields) {
        return (int) CHANGES[fields];
    }

    /** Fields of a change. */
    static int fields(int change) {
        return change & Field.ALL;
    }

    /** Bytes of a change that is a move. */
    static int moveSize(int change) {
        return change >>> SIZE_SHIFT & SIZE_MASK;
    }
}
