package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.shard.interest.WorldView;

import java.util.Arrays;

/**
 * What changed of everybody in a cell's view since the turn before, for the viewers whose rings
 * have the same turns: the same for all of them, so it is put together once per tick. Part of a
 * thread's {@link TickScratch}.
 *
 * <p>A row is what a record is written from, side by side, for it is read for thousands of records.
 * A <em>change</em> says which fields are to be told, in 16 bits: the fields, 8 · bytes of a move,
 * 4, see {@link SnapshotWriter#moveSize} · whether it is a plain move.
 */
final class TurnRows {
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

    /** By ring: everybody in it was told of at the last turn of this period. */
    private final int[] periods = new int[Rings.MOST];

    /** By ring: but not in these, see {@link Arrears#skipped}. */
    private final long[] skipped = new long[Rings.MOST];

    private final long[] rows;

    /** Of whom there is anything to tell in any ring, by rank. */
    private final long[] stirred;

    private int stirredCount;

    /** By phase and ring: turns since the last one, each a renewal of the view, and its tick. */
    private final int[] ages = new int[Schedule.CYCLE * Rings.MOST];

    private final int[] since = new int[Schedule.CYCLE * Rings.MOST];

    /** By ring: the oldest of its ticks; and that of all. */
    private final int[] oldestSinces = new int[Rings.MOST];

    private int oldestSince;
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
    TurnRows(int entities) {
        rows = new long[entities * STRIDE];
        stirred = new long[(entities + Long.SIZE - 1) / Long.SIZE];
        rough.fit(entities);
    }

    /** Begins anew, for others. */
    void begin(int[] forPeriods, long[] forSkipped) {
        isLaidOut = false;
        System.arraycopy(forPeriods, 0, periods, 0, Rings.MOST);
        System.arraycopy(forSkipped, 0, skipped, 0, Rings.MOST);
    }

    /** Whether it is for these. */
    boolean isFor(int[] otherPeriods, long[] otherSkipped) {
        return Arrays.equals(periods, otherPeriods) && Arrays.equals(skipped, otherSkipped);
    }

    /** Puts them together, unless that was done since {@link #begin}. */
    void layOut(WorldView view, Schedule schedule) {
        if (isLaidOut) {
            return;
        }
        isLaidOut = true;
        readTurns(schedule);
        Arrays.fill(stirred, 0, view.order().words(), 0);
        stirredCount = 0;
        for (int slot = 0; slot < view.limit(); slot++) {
            int at = slot * STRIDE;
            int id = view.id(slot);
            int turns = Schedule.phase(id) * Rings.MOST;
            rows[at] =
                    CHANGES[changed(view, slot, turns)]
                            | CHANGES[changed(view, slot, turns + 1)] << Short.SIZE
                            | CHANGES[changed(view, slot, turns + 2)] << (2 * Short.SIZE)
                            | CHANGES[changed(view, slot, turns + 3)] << (3 * Short.SIZE);
            rows[at + ENTITY] = id;
            rows[at + PLACE] = view.word(slot, EntityRow.PLACE);
            rows[at + MOTION] = view.word(slot, EntityRow.MOTION);
            if ((rows[at] & FIELDS) != 0 && id != 0) {
                stir(view.order().rank(slot));
            }
        }
        rough.find(view, oldestSince);
    }

    /** Reads when each phase had its turn last. */
    private void readTurns(Schedule schedule) {
        oldestSince = schedule.tickBefore(1);
        for (int ring = 0; ring < Rings.MOST; ring++) {
            int oldest = 1;
            for (int phase = 0; phase < Schedule.CYCLE; phase++) {
                int age = age(schedule.turn(), phase, periods[ring], skipped[ring]);
                oldest = Math.max(oldest, age);
                ages[phase * Rings.MOST + ring] = age;
                since[phase * Rings.MOST + ring] = schedule.tickBefore(age);
            }
            oldestSinces[ring] = schedule.tickBefore(oldest);
            boolean isOlder = oldestSinces[ring] - oldestSince < 0;
            oldestSince = isOlder ? oldestSinces[ring] : oldestSince;
        }
    }

    /** Turns since the last one of a phase before the present one that was not skipped. */
    static int age(int turn, int phase, int period, long skipped) {
        int age = Math.floorMod(turn - phase - 1, period) + 1;
        while (age <= Schedule.CYCLE && (skipped >>> (age - 1) & 1) != 0) {
            age += period;
        }
        return age;
    }

    /** Tick after which changes of anybody in a ring are among them. */
    int since(int ring) {
        return oldestSinces[ring];
    }

    /** The same for the ring of which it is the oldest. */
    int oldestSince() {
        return oldestSince;
    }

    private void stir(int rank) {
        stirred[rank / Long.SIZE] |= 1L << rank;
        stirredCount++;
    }

    private int changed(WorldView view, int slot, int turn) {
        int age = ages[turn];
        if (age > WorldView.HISTORY_RENEWALS) {
            return view.changesSince(slot, since[turn]);
        }
        int back = age - 1;
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
