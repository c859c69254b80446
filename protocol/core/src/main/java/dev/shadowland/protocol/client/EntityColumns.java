package dev.shadowland.protocol.client;

import dev.shadowland.protocol.snapshot.EntityRecord;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;

import java.util.Arrays;

/**
 * Columns of a client's entities, by slot: the quantized words of an {@link EntityRow} and the tick
 * of each field. A slot is live, a tombstone (used, not live), or free. Ticks are counts that do
 * not wrap, as {@link ReplicatedWorld} makes them. Confined to one thread.
 */
final class EntityColumns {
    private static final long LOW_48 = (1L << 48) - 1;
    private static final int TICK_STRIDE = 8;
    private static final int ROTATION = Integer.numberOfTrailingZeros(Field.ROTATION);
    private static final int ANIMATION = Integer.numberOfTrailingZeros(Field.ANIMATION);
    private static final int FLAGS = Integer.numberOfTrailingZeros(Field.FLAGS);
    private static final int VELOCITY = Integer.numberOfTrailingZeros(Field.VELOCITY);
    private static final int VITALS = Integer.numberOfTrailingZeros(Field.VITALS);
    private static final int QUADRANT = Integer.numberOfTrailingZeros(Field.QUADRANT);
    private static final int TILT = Integer.numberOfTrailingZeros(Field.TILT);
    private static final int POSITION = Integer.numberOfTrailingZeros(Field.POSITION);

    final int[] ids;
    final byte[] types;
    final byte[] subtypes;
    final boolean[] live;
    final long[] recordTicks;

    /** Snapshots that were newer than all before them when it became a tombstone. */
    final int[] removedAt;

    /** What the head that told of the entity last said of its source: since when it tells. */
    final long[] sources;

    private final boolean[] used;

    /** Fields that the present source told of: of no other is there a tick. */
    private final byte[] told;

    /** Low 32 bits: none is later than the newest record's. */
    private final int[] fieldTicks;

    private final long[] place;
    private final long[] motion;
    private final long[] rest;
    private final long[] tilt;
    private final short[] vitals;

    EntityColumns(int capacity) {
        ids = new int[capacity];
        types = new byte[capacity];
        subtypes = new byte[capacity];
        live = new boolean[capacity];
        recordTicks = new long[capacity];
        removedAt = new int[capacity];
        sources = new long[capacity];
        used = new boolean[capacity];
        told = new byte[capacity];
        fieldTicks = new int[capacity * TICK_STRIDE];
        place = new long[capacity];
        motion = new long[capacity];
        rest = new long[capacity];
        tilt = new long[capacity];
        vitals = new short[capacity];
    }

    private EntityColumns(EntityColumns old) {
        int capacity = old.capacity() * 2;
        ids = Arrays.copyOf(old.ids, capacity);
        types = Arrays.copyOf(old.types, capacity);
        subtypes = Arrays.copyOf(old.subtypes, capacity);
        live = Arrays.copyOf(old.live, capacity);
        recordTicks = Arrays.copyOf(old.recordTicks, capacity);
        removedAt = Arrays.copyOf(old.removedAt, capacity);
        sources = Arrays.copyOf(old.sources, capacity);
        used = Arrays.copyOf(old.used, capacity);
        told = Arrays.copyOf(old.told, capacity);
        fieldTicks = Arrays.copyOf(old.fieldTicks, capacity * TICK_STRIDE);
        place = Arrays.copyOf(old.place, capacity);
        motion = Arrays.copyOf(old.motion, capacity);
        rest = Arrays.copyOf(old.rest, capacity);
        tilt = Arrays.copyOf(old.tilt, capacity);
        vitals = Arrays.copyOf(old.vitals, capacity);
    }

    int capacity() {
        return ids.length;
    }

    EntityColumns grown() {
        return new EntityColumns(this);
    }

    void clear(int slot, int id, long source) {
        ids[slot] = id;
        types[slot] = 0;
        subtypes[slot] = 0;
        live[slot] = false;
        used[slot] = true;
        forgetTicks(slot, source);
    }

    /**
     * A source tells of the entity, and whether it is a later one than before: the ticks of what an
     * earlier one told bind it not.
     */
    boolean succeed(int slot, long source) {
        boolean isLater = sources[slot] < source;
        if (isLater) {
            forgetTicks(slot, source);
        }
        return isLater;
    }

    /**
     * What sources before this one told, and it did not, becomes tombstones of its first tick; how
     * many there were.
     */
    int endEarlier(int limit, long source, int newer) {
        int ended = 0;
        for (int slot = 0; slot < limit; slot++) {
            if (live[slot] && sources[slot] < source) {
                live[slot] = false;
                removedAt[slot] = newer;
                recordTicks[slot] = source;
                ended++;
            }
        }
        return ended;
    }

    private void forgetTicks(int slot, long source) {
        sources[slot] = source;
        recordTicks[slot] = ReplicatedWorld.NO_TICK;
        told[slot] = 0;
    }

    /** Frees a slot; its id column links to the next free one. */
    void release(int slot, int nextFree) {
        used[slot] = false;
        ids[slot] = nextFree;
    }

    boolean isTombstone(int slot) {
        return used[slot] && !live[slot];
    }

    int x(int slot) {
        return EntityRow.x(place[slot]);
    }

    int y(int slot) {
        return EntityRow.y(place[slot]);
    }

    int height(int slot) {
        return EntityRow.height(place[slot]);
    }

    int quadrantX(int slot) {
        return EntityRow.quadrantX(rest[slot]);
    }

    int quadrantY(int slot) {
        return EntityRow.quadrantY(rest[slot]);
    }

    /** {@link ReplicatedWorld#NO_TICK} of what the present source has not told of. */
    long fieldTick(int slot, int field) {
        if ((told[slot] >> field & 1) == 0) {
            return ReplicatedWorld.NO_TICK;
        }
        long newest = recordTicks[slot];
        return newest - ((newest - fieldTicks[slot * TICK_STRIDE + field]) & 0xFFFF_FFFFL);
    }

    long word(int slot, int word) {
        return switch (word) {
            case EntityRow.IDENTITY ->
                    EntityRow.identity(
                            ids[slot],
                            types[slot],
                            subtypes[slot],
                            vitals[slot] & 0xFF,
                            vitals[slot] >>> 8);
            case EntityRow.PLACE -> place[slot];
            case EntityRow.MOTION -> motion[slot];
            case EntityRow.REST -> rest[slot];
            case EntityRow.TILT -> tilt[slot];
            default -> 0;
        };
    }

    /** Applies each field of the record that is not older than the entity's own. */
    void apply(int slot, long tick, EntityRecord record) {
        recordTicks[slot] = Math.max(recordTicks[slot], tick);
        if (record.has(Field.QUADRANT) && advances(slot, QUADRANT, tick)) {
            rest[slot] = EntityRow.rest((int) rest[slot], record.quadrantX(), record.quadrantY());
        }
        if (record.has(Field.POSITION) && advances(slot, POSITION, tick)) {
            long offsets = EntityRow.place(record.x(), record.y(), record.height(), 0);
            place[slot] = offsets | (place[slot] & ~LOW_48);
        }
        if (record.has(Field.ROTATION) && advances(slot, ROTATION, tick)) {
            place[slot] = (place[slot] & LOW_48) | (long) record.yaw() << 48;
        }
        if (record.has(Field.ANIMATION) && advances(slot, ANIMATION, tick)) {
            motion[slot] = (motion[slot] & LOW_48) | (long) record.animation() << 48;
        }
        if (record.has(Field.FLAGS) && advances(slot, FLAGS, tick)) {
            rest[slot] = (rest[slot] & ~0xFFFF_FFFFL) | (record.flags() & 0xFFFF_FFFFL);
        }
        if (record.has(Field.VELOCITY) && advances(slot, VELOCITY, tick)) {
            long velocity =
                    EntityRow.motion(record.velocityX(), record.velocityY(), record.velocityZ(), 0);
            motion[slot] = velocity | (motion[slot] & ~LOW_48);
        }
        if (record.has(Field.VITALS) && advances(slot, VITALS, tick)) {
            vitals[slot] = (short) (record.health() | record.mana() << 8);
        }
        if (record.has(Field.TILT) && advances(slot, TILT, tick)) {
            tilt[slot] = record.tilt();
        }
    }

    private boolean advances(int slot, int field, long tick) {
        if (tick < fieldTick(slot, field)) {
            return false;
        }
        told[slot] |= (byte) (1 << field);
        fieldTicks[slot * TICK_STRIDE + field] = (int) tick;
        return true;
    }
}
