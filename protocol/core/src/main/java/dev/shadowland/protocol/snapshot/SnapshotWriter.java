package dev.shadowland.protocol.snapshot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.VarInt;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.MutableDirectBuffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Writes the frames of one snapshot: the head, then creates, then updates, then removes, each list
 * with ascending ids. Reused for every snapshot; confined to one thread. Calls out of that order
 * are the caller's mistake and throw {@link IllegalStateException}; a snapshot that does not fit
 * its span throws {@link IndexOutOfBoundsException}, so sum up {@link #recordSize} and {@link
 * VarInt#size} of the id deltas first.
 */
public final class SnapshotWriter {
    /** Bytes of the head's body: tick, since, last input, last command. */
    public static final int HEAD_BODY = 4 * Integer.BYTES;

    /** Bytes of the head with its frame. */
    public static final int HEAD_SIZE = 2 + HEAD_BODY;

    /** Bytes that a list of records takes besides its records, at most. */
    public static final int LIST_OVERHEAD = FrameWriter.MAX_OVERHEAD;

    private static final int POSITION_BYTES = Field.fixedSize(Field.POSITION);

    private static final int NO_LIST = -1;
    private static final int CREATES = 0;
    private static final int UPDATES = 1;
    private static final int REMOVES = 2;

    /** Bytes that a move is written in at most, with its velocity and what is too much. */
    public static final int WIDE_MOVE = 2 + 1 + 8 + Long.BYTES;

    /** Greatest step from one id to the next in {@link #putMove}. */
    public static final int MOST_MOVE_DELTA = (1 << 14) - 1;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

    private WireWriter out = new WireWriter();
    private int list = NO_LIST;
    private int listMark;
    private int previousId;

    /**
     * Bytes of a record without its id: mask and fields, for an update. A create takes two more,
     * for its type and subtype.
     */
    public static int recordSize(int mask, long rest) {
        int size = 1 + Field.fixedSize(mask);
        if ((mask & Field.QUADRANT) == 0) {
            return size;
        }
        return size
                + VarInt.size(VarInt.zigZag(EntityRow.quadrantX(rest)))
                + VarInt.size(VarInt.zigZag(EntityRow.quadrantY(rest)));
    }

    /**
     * Begins a snapshot at the writer's position; see {@link SnapshotHandler#onHead} for the
     * values.
     */
    public void begin(WireWriter writer, long tick, long since, long lastInput, long lastCommand) {
        out = writer;
        list = NO_LIST;
        FrameWriter.head(out, FrameType.DELTA_SYNC, HEAD_BODY)
                .u32(tick)
                .u32(since)
                .u32(lastInput)
                .u32(lastCommand);
    }

    /** A record of all fields that the entity of these {@link EntityRow} words has. */
    public void create(long identity, long place, long motion, long rest, long tilt) {
        int mask = EntityRow.fields(tilt);
        record(FrameType.CREATE_ENTITY, CREATES, EntityRow.id(identity));
        out.u8(mask).u8(EntityRow.type(identity)).u8(EntityRow.subtype(identity));
        fields(mask, identity, place, motion, rest, tilt);
    }

    /**
     * A record of the masked fields of the entity of these {@link EntityRow} words. Throws {@link
     * IllegalArgumentException} when the mask has one that the entity has not, see {@link
     * EntityRow#fields}.
     */
    public void update(int mask, long identity, long place, long motion, long rest, long tilt) {
        if ((mask & ~EntityRow.fields(tilt)) != 0) {
            throw new IllegalArgumentException(
                    "mask %x of entity %d".formatted(mask, EntityRow.id(identity)));
        }
        record(FrameType.UPDATE_ENTITY_QUANTIZED, UPDATES, EntityRow.id(identity));
        out.u8(mask);
        fields(mask, identity, place, motion, rest, tilt);
    }

    /**
     * Where the next update goes, for {@link #putMove}.
     *
     * @return index in the writer's bytes
     */
    public int nextMove() {
        beginList(FrameType.UPDATE_ENTITY_QUANTIZED, UPDATES);
        return out.position();
    }

    /** Entity of the last record of the list; 0 when it has none yet. */
    public int previousId() {
        return previousId;
    }

    /**
     * Puts the record of an entity that moved, the most usual one, behind others: what {@link
     * #update} writes of its position and its rotation, without a look at its other words. It is
     * written as two whole words, of which the next record overwrites what is too much.
     *
     * @param at where {@link #nextMove} or the record before says; {@value #WIDE_MOVE} bytes there
     *     are free to write
     * @param mask of {@link Field#POSITION}, {@link Field#ROTATION} and {@link Field#VELOCITY}, at
     *     least one of them; with the last, {@link #putVelocity} follows
     * @param size {@link #moveSize} of the mask
     * @param idDelta to the record before, 1 to {@value #MOST_MOVE_DELTA}
     * @return index behind the record, without the velocity
     */
    public static int putMove(byte[] bytes, int at, int mask, int size, int idDelta, long place) {
        long value = size < POSITION_BYTES ? EntityRow.yaw(place) : place;
        int idBytes = 1 + ((0x7F - idDelta) >>> 31);
        long id = (idDelta & 0x7F) | ((idBytes - 1) << 7) | ((idDelta >>> 7) << 8);
        LONGS.set(bytes, at, id | ((long) mask << (idBytes * Byte.SIZE)));
        LONGS.set(bytes, at + idBytes + 1, value);
        return at + idBytes + 1 + size;
    }

    /** Bytes of a move without its id, mask and velocity. */
    public static int moveSize(int mask) {
        return Field.fixedSize(mask & (Field.POSITION | Field.ROTATION));
    }

    /** Puts the velocity from {@link EntityRow#MOTION} behind a move. */
    public static int putVelocity(byte[] bytes, int at, long motion) {
        LONGS.set(bytes, at, motion);
        return at + Field.fixedSize(Field.VELOCITY);
    }

    /** Moves were put into the writer's bytes, the last one of an entity and up to an index. */
    public void afterMoves(int at, int lastId) {
        out.reserve(at - out.position());
        previousId = lastId;
    }

    /** The entity is gone from the viewer's interest set. */
    public void remove(int id) {
        record(FrameType.REMOVE_ENTITY, REMOVES, id);
    }

    /** Goes back to the head: the writer's position was set to what follows it. */
    public void reset() {
        list = NO_LIST;
    }

    /**
     * Ends the snapshot; its last byte is before the position of the writer given to {@link
     * #begin}.
     */
    public void end() {
        closeList();
    }

    private void record(int frameType, int order, int id) {
        beginList(frameType, order);
        if (id <= previousId) {
            throw new IllegalStateException("entity " + id + " after entity " + previousId);
        }
        out.varUInt(id - previousId);
        previousId = id;
    }

    private void beginList(int frameType, int order) {
        if (list == order) {
            return;
        }
        if (order < list) {
            throw new IllegalStateException("a snapshot holds creates, then updates, then removes");
        }
        closeList();
        listMark = FrameWriter.begin(out, frameType);
        list = order;
        previousId = 0;
    }

    /** A list without a record is not written. */
    private void closeList() {
        if (list != NO_LIST && previousId == 0) {
            out.reset(listMark);
        } else if (list != NO_LIST) {
            FrameWriter.end(out, listMark);
        }
        list = NO_LIST;
    }

    private void fields(int mask, long identity, long place, long motion, long rest, long tilt) {
        if ((mask & Field.QUADRANT) != 0) {
            out.varInt(EntityRow.quadrantX(rest)).varInt(EntityRow.quadrantY(rest));
        }
        int at = out.reserve(Field.fixedSize(mask));
        MutableDirectBuffer to = out.buffer();
        if ((mask & Field.POSITION) != 0) {
            to.putInt(at, (int) place, LITTLE_ENDIAN);
            to.putShort(at + 4, (short) EntityRow.height(place), LITTLE_ENDIAN);
            at += 6;
        }
        if ((mask & Field.ROTATION) != 0) {
            to.putShort(at, (short) EntityRow.yaw(place), LITTLE_ENDIAN);
            at += 2;
        }
        if ((mask & ~(Field.POSITION | Field.ROTATION | Field.QUADRANT)) != 0) {
            rareFields(mask, to, at, identity, motion, rest, tilt);
        }
    }

    /** What changes seldom while an entity walks. */
    private static void rareFields(
            int mask,
            MutableDirectBuffer to,
            int from,
            long identity,
            long motion,
            long rest,
            long tilt) {
        int at = from;
        if ((mask & Field.ANIMATION) != 0) {
            to.putShort(at, (short) EntityRow.animation(motion), LITTLE_ENDIAN);
            at += 2;
        }
        if ((mask & Field.FLAGS) != 0) {
            to.putInt(at, EntityRow.flags(rest), LITTLE_ENDIAN);
            at += 4;
        }
        if ((mask & Field.VELOCITY) != 0) {
            to.putInt(at, (int) motion, LITTLE_ENDIAN);
            to.putShort(at + 4, (short) EntityRow.velocityZ(motion), LITTLE_ENDIAN);
            at += 6;
        }
        if ((mask & Field.VITALS) != 0) {
            to.putByte(at, (byte) EntityRow.health(identity));
            to.putByte(at + 1, (byte) EntityRow.mana(identity));
            at += 2;
        }
        if ((mask & Field.TILT) != 0) {
            to.putByte(at, (byte) Field.TILT_BYTES);
            to.putShort(at + 1, (short) EntityRow.pitch(tilt), LITTLE_ENDIAN);
            to.putShort(at + 3, (short) EntityRow.roll(tilt), LITTLE_ENDIAN);
        }
    }
}
