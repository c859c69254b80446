package dev.shadowland.protocol.snapshot;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;

import org.agrona.DirectBuffer;

/**
 * Reads the frames of snapshots. Give it every frame of a datagram in order, after {@link
 * #beginDatagram}; frames of other kinds are left alone. A frame is checked to its end before the
 * first of its records reaches the handler, so a malformed one is dropped whole. Never throws on
 * what it reads, does not allocate. Confined to one thread.
 */
public final class SnapshotReader {
    private static final long NO_TICK = -1;

    private final WireReader reader = new WireReader();
    private final EntityRecord entity = new EntityRecord();
    private long tick = NO_TICK;

    /**
     * Forgets the head: records belong to the snapshot whose head stands before them in the same
     * datagram.
     */
    public void beginDatagram() {
        tick = NO_TICK;
    }

    /** Takes one frame's body and calls the handler for what is in it. */
    public SnapshotOutcome onFrame(
            int type, DirectBuffer buffer, int offset, int length, SnapshotHandler handler) {
        return switch (type) {
            case FrameType.DELTA_SYNC -> head(buffer, offset, length, handler);
            case FrameType.CREATE_ENTITY,
                    FrameType.UPDATE_ENTITY_QUANTIZED,
                    FrameType.REMOVE_ENTITY ->
                    list(type, buffer, offset, length, handler);
            default -> SnapshotOutcome.NOT_SNAPSHOT;
        };
    }

    private SnapshotOutcome head(
            DirectBuffer buffer, int offset, int length, SnapshotHandler handler) {
        reader.wrap(buffer, offset, length);
        long newTick = reader.u32();
        long since = reader.u32();
        long lastInput = reader.u32();
        long lastCommand = reader.u32();
        if (!reader.finished()) {
            tick = NO_TICK;
            return SnapshotOutcome.MALFORMED;
        }
        tick = newTick;
        handler.onHead(tick, since, lastInput, lastCommand);
        return SnapshotOutcome.APPLIED;
    }

    private SnapshotOutcome list(
            int type, DirectBuffer buffer, int offset, int length, SnapshotHandler handler) {
        if (tick == NO_TICK) {
            return SnapshotOutcome.NO_HEAD;
        }
        reader.wrap(buffer, offset, length);
        entity.id = 0;
        while (reader.remaining() > 0) {
            readRecord(type);
        }
        if (reader.failed()) {
            return SnapshotOutcome.MALFORMED;
        }
        reader.wrap(buffer, offset, length);
        entity.id = 0;
        while (reader.remaining() > 0) {
            readRecord(type);
            switch (type) {
                case FrameType.CREATE_ENTITY -> handler.onCreate(tick, entity);
                case FrameType.UPDATE_ENTITY_QUANTIZED -> handler.onUpdate(tick, entity);
                default -> handler.onRemove(tick, entity.id);
            }
        }
        return SnapshotOutcome.APPLIED;
    }

    private void readRecord(int type) {
        int delta = reader.varUInt();
        int id = entity.id + delta;
        if (delta <= 0 || id <= 0) {
            reader.fail();
            return;
        }
        entity.id = id;
        if (type == FrameType.REMOVE_ENTITY) {
            return;
        }
        entity.mask = reader.u8();
        entity.tilt = 0;
        if (type == FrameType.CREATE_ENTITY) {
            entity.type = reader.u8();
            entity.subtype = reader.u8();
            if ((entity.mask & Field.YAW_ONLY) != Field.YAW_ONLY) {
                reader.fail();
            }
        }
        readFields(entity.mask);
        if (type == FrameType.CREATE_ENTITY) {
            entity.mask = Field.ALL;
        }
    }

    private void readFields(int mask) {
        if ((mask & Field.QUADRANT) != 0) {
            entity.quadrantX = quadrant();
            entity.quadrantY = quadrant();
        }
        if ((mask & Field.POSITION) != 0) {
            entity.x = reader.u16();
            entity.y = reader.u16();
            entity.height = reader.u16();
        }
        if ((mask & Field.ROTATION) != 0) {
            entity.yaw = reader.u16();
        }
        if ((mask & Field.ANIMATION) != 0) {
            entity.animation = reader.u16();
        }
        if ((mask & Field.FLAGS) != 0) {
            entity.flags = reader.i32();
        }
        if ((mask & Field.VELOCITY) != 0) {
            entity.velocityX = reader.i16();
            entity.velocityY = reader.i16();
            entity.velocityZ = reader.i16();
        }
        if ((mask & Field.VITALS) != 0) {
            entity.health = reader.u8();
            entity.mana = reader.u8();
        }
        if ((mask & Field.TILT) != 0) {
            readExtension();
        }
    }

    /** One that is too short for pitch and roll tells nothing. */
    private void readExtension() {
        int length = reader.varUInt();
        int known = length >= Field.TILT_BYTES ? Field.TILT_BYTES : 0;
        if (known > 0) {
            entity.tilt = EntityRow.tilt(reader.u16(), reader.u16());
        } else {
            entity.mask &= ~Field.TILT;
        }
        reader.skip(length - known);
    }

    private int quadrant() {
        int quadrant = reader.varInt();
        if (quadrant != (short) quadrant) {
            reader.fail();
        }
        return quadrant;
    }
}
