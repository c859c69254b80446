package dev.shadowland.protocol.client;

import dev.shadowland.protocol.snapshot.EntityRecord;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;

import java.util.Arrays;

/**
 * The last states of each entity that records told of, by slot and in the order of their ticks,
 * however they arrive. Confined to the world's thread; grows only with the entity table.
 *
 * <p>A record holds what changed, so a state is the record's fields on top of the state before it.
 * That a field is missing is news too: the server sends a field when it changes, so the entity
 * still had the old value at that tick. A record that comes late puts its fields into the states
 * after it, each as far as the next state that was told of that field itself; the newest state so
 * always is what {@link EntityColumns} hold.
 */
final class MotionHistory {
    private static final long LOW_32 = 0xFFFF_FFFFL;
    private static final long LOW_48 = (1L << 48) - 1;

    private final int states;
    private int[] counts;
    private int[] heads;
    private int[] lives;
    private long[] ticks;
    private long[] place;
    private long[] motion;
    private long[] rest;
    private long[] tilt;
    private short[] vitals;
    private byte[] told;

    MotionHistory(int states, int capacity) {
        this.states = states;
        counts = new int[capacity];
        heads = new int[capacity];
        lives = new int[capacity];
        ticks = new long[capacity * states];
        place = new long[capacity * states];
        motion = new long[capacity * states];
        rest = new long[capacity * states];
        tilt = new long[capacity * states];
        vitals = new short[capacity * states];
        told = new byte[capacity * states];
    }

    void grow(int capacity) {
        counts = Arrays.copyOf(counts, capacity);
        heads = Arrays.copyOf(heads, capacity);
        lives = Arrays.copyOf(lives, capacity);
        ticks = Arrays.copyOf(ticks, capacity * states);
        place = Arrays.copyOf(place, capacity * states);
        motion = Arrays.copyOf(motion, capacity * states);
        rest = Arrays.copyOf(rest, capacity * states);
        tilt = Arrays.copyOf(tilt, capacity * states);
        vitals = Arrays.copyOf(vitals, capacity * states);
        told = Arrays.copyOf(told, capacity * states);
    }

    /** Forgets what was in the slot: another entity, or the same one anew, begins there. */
    void begin(int slot) {
        counts[slot] = 0;
        heads[slot] = 0;
        lives[slot]++;
    }

    /**
     * Another source tells of the entity from a tick on: what the one before it told of that tick
     * or a later one, while both ticked, is no state. It stays as the last before that tick when
     * there is no other, so that the entity does not disappear.
     */
    void succeed(int slot, long tick) {
        while (counts[slot] > 1 && tick(slot, counts[slot] - 1) >= tick) {
            counts[slot]--;
        }
        if (counts[slot] == 1 && tick(slot, 0) >= tick) {
            ticks[at(slot, 0)] = tick - 1;
        }
    }

    /** Changes with each {@link #begin}. */
    int life(int slot) {
        return lives[slot];
    }

    /** Number of states; the oldest has index 0. */
    int count(int slot) {
        return counts[slot];
    }

    /** Index of the newest state that is not after a time in ticks, −1 when all are. */
    int indexAt(int slot, double time) {
        int index = counts[slot] - 1;
        while (index >= 0 && tick(slot, index) > time) {
            index--;
        }
        return index;
    }

    /**
     * Index of the state to show at a time in ticks: of what has more states behind it than are
     * kept the oldest one, when all are after that time; −1 of what had not come yet.
     */
    int shownAt(int slot, double time) {
        int index = indexAt(slot, time);
        return index < 0 && isFull(slot) ? 0 : index;
    }

    long tick(int slot, int index) {
        return ticks[at(slot, index)];
    }

    /** A word of an {@link EntityRow}: {@link EntityRow#PLACE}, MOTION, REST or TILT. */
    long word(int slot, int index, int word) {
        return switch (word) {
            case EntityRow.PLACE -> place[at(slot, index)];
            case EntityRow.MOTION -> motion[at(slot, index)];
            case EntityRow.REST -> rest[at(slot, index)];
            case EntityRow.TILT -> tilt[at(slot, index)];
            default -> 0;
        };
    }

    /** Whether a record of that very tick told of any of the fields. */
    boolean isTold(int slot, int index, int fields) {
        return (told[at(slot, index)] & fields) != 0;
    }

    /** Health u8 and, above it, mana u8. */
    int vitals(int slot, int index) {
        return vitals[at(slot, index)] & 0xFFFF;
    }

    /** Adds a record that {@code columns} already hold. The first of an entity has all fields. */
    void add(int slot, long tick, EntityRecord record, EntityColumns columns) {
        int index = indexAt(slot, (double) tick) + 1;
        boolean isNew = index == 0 || tick(slot, index - 1) != tick;
        if (isNew && index == 0 && (isFull(slot) || !isWhole(record)) && counts[slot] > 0) {
            applyToAll(slot, tick, record, columns);
            return;
        }
        index = isNew ? insert(slot, index) : index - 1;
        if (isNew) {
            ticks[at(slot, index)] = tick;
            told[at(slot, index)] = 0;
        }
        put(at(slot, index), record.mask(), record);
        told[at(slot, index)] |= (byte) record.mask();
        carryOn(slot, index, record.mask());
    }

    private boolean isFull(int slot) {
        return counts[slot] == states;
    }

    private static boolean isWhole(EntityRecord record) {
        return (record.mask() & Field.ALL) == Field.ALL;
    }

    /**
     * Makes room at the index, for which the oldest goes when there is none, and fills it with the
     * state before it; returns the index that it then has.
     */
    private int insert(int slot, int index) {
        if (isFull(slot) && index == 1) {
            return 0;
        }
        int free = index;
        if (isFull(slot)) {
            heads[slot] = heads[slot] + 1 == states ? 0 : heads[slot] + 1;
            free--;
        } else {
            counts[slot]++;
        }
        for (int i = counts[slot] - 1; i > free; i--) {
            move(at(slot, i - 1), at(slot, i));
        }
        if (free > 0) {
            copy(at(slot, free - 1), at(slot, free), Field.ALL);
        }
        return free;
    }

    private void move(int from, int to) {
        ticks[to] = ticks[from];
        told[to] = told[from];
        copy(from, to, Field.ALL);
    }

    /** Puts fields of a state into those after it. */
    private void carryOn(int slot, int index, int mask) {
        int from = at(slot, index);
        int open = mask;
        for (int i = index + 1; i < counts[slot] && open != 0; i++) {
            int to = at(slot, i);
            open &= ~told[to];
            copy(from, to, open);
        }
    }

    /**
     * A record from before all states: what no later one told since is what all of them should
     * have.
     */
    private void applyToAll(int slot, long tick, EntityRecord record, EntityColumns columns) {
        int newest = 0;
        for (int field = 0; field < Field.COUNT; field++) {
            newest |= columns.fieldTick(slot, field) == tick ? 1 << field : 0;
        }
        for (int i = 0; i < counts[slot]; i++) {
            put(at(slot, i), record.mask() & newest, record);
        }
    }

    private void put(int at, int mask, EntityRecord record) {
        long placeBits = placeBits(mask);
        long motionBits = motionBits(mask);
        long restBits = restBits(mask);
        long newPlace = EntityRow.place(record.x(), record.y(), record.height(), record.yaw());
        long newMotion =
                EntityRow.motion(
                        record.velocityX(),
                        record.velocityY(),
                        record.velocityZ(),
                        record.animation());
        long newRest = EntityRow.rest(record.flags(), record.quadrantX(), record.quadrantY());
        place[at] = (place[at] & ~placeBits) | (newPlace & placeBits);
        motion[at] = (motion[at] & ~motionBits) | (newMotion & motionBits);
        rest[at] = (rest[at] & ~restBits) | (newRest & restBits);
        if ((mask & Field.VITALS) != 0) {
            vitals[at] = (short) (record.health() | record.mana() << Byte.SIZE);
        }
        if ((mask & Field.TILT) != 0) {
            tilt[at] = record.tilt();
        }
    }

    private void copy(int from, int to, int mask) {
        long placeBits = placeBits(mask);
        long motionBits = motionBits(mask);
        long restBits = restBits(mask);
        place[to] = (place[to] & ~placeBits) | (place[from] & placeBits);
        motion[to] = (motion[to] & ~motionBits) | (motion[from] & motionBits);
        rest[to] = (rest[to] & ~restBits) | (rest[from] & restBits);
        if ((mask & Field.VITALS) != 0) {
            vitals[to] = vitals[from];
        }
        if ((mask & Field.TILT) != 0) {
            tilt[to] = tilt[from];
        }
    }

    private static long placeBits(int mask) {
        return ((mask & Field.POSITION) != 0 ? LOW_48 : 0)
                | ((mask & Field.ROTATION) != 0 ? ~LOW_48 : 0);
    }

    private static long motionBits(int mask) {
        return ((mask & Field.VELOCITY) != 0 ? LOW_48 : 0)
                | ((mask & Field.ANIMATION) != 0 ? ~LOW_48 : 0);
    }

    private static long restBits(int mask) {
        return ((mask & Field.FLAGS) != 0 ? LOW_32 : 0)
                | ((mask & Field.QUADRANT) != 0 ? ~LOW_32 : 0);
    }

    private int at(int slot, int index) {
        int place = heads[slot] + index;
        return slot * states + (place < states ? place : place - states);
    }
}
