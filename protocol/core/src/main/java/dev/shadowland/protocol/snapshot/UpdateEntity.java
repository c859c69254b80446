package dev.shadowland.protocol.snapshot;

import dev.shadowland.protocol.message.Message;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of UpdateEntity 0x22 from the server (seed 10.1): some fields of one entity in full
 * precision. Snapshots carry the quantized form, 0x24; this one exists for tools and for games that
 * want it, and clients of this version skip it. Fields outside of the mask are not sent and must be
 * 0.
 *
 * @param entity id, 1 to 2³¹ − 1
 * @param mask bits of {@link Field} up to {@link Field#VITALS}, at least one
 * @param place X, Y, Z in units, finite
 * @param rotation pitch, yaw, roll in degrees, finite
 * @param animation u16
 * @param flags entity flags
 * @param velocity X, Y, Z in units per second, finite
 * @param vitals health and mana, as they are
 */
public record UpdateEntity(
        int entity,
        int mask,
        Axes place,
        Axes rotation,
        int animation,
        int flags,
        Axes velocity,
        Vitals vitals)
        implements Message {
    /** Every field that this form has. */
    public static final int ALL =
            Field.POSITION
                    | Field.ROTATION
                    | Field.ANIMATION
                    | Field.FLAGS
                    | Field.VELOCITY
                    | Field.VITALS;

    /** Bytes with every field. */
    public static final int MAX_SIZE = 5 + 24 + 12 + 2 + 4 + 12 + 8;

    /** Three numbers; {@link #NONE} where the mask has no such field. */
    public record Axes(double x, double y, double z) {
        /** All zero. */
        public static final Axes NONE = new Axes(0, 0, 0);

        private boolean isFinite() {
            return Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z);
        }
    }

    /** Health and mana as the simulation has them, i32 each. */
    public record Vitals(int health, int mana) {
        /** Both zero. */
        public static final Vitals NONE = new Vitals(0, 0);
    }

    /** Checks the ranges. */
    public UpdateEntity {
        if (entity <= 0
                || !isMask(mask)
                || !(place.isFinite() && rotation.isFinite() && velocity.isFinite())
                || animation != (animation & 0xFFFF)) {
            throw new IllegalArgumentException("entity %d, mask %x".formatted(entity, mask));
        }
    }

    private static boolean isMask(int mask) {
        return mask != 0 && (mask & ~ALL) == 0;
    }

    @Override
    public int type() {
        return FrameType.UPDATE_ENTITY;
    }

    @Override
    public int size() {
        return 5
                + (has(Field.POSITION) ? 24 : 0)
                + (has(Field.ROTATION) ? 12 : 0)
                + (has(Field.ANIMATION) ? 2 : 0)
                + (has(Field.FLAGS) ? 4 : 0)
                + (has(Field.VELOCITY) ? 12 : 0)
                + (has(Field.VITALS) ? 8 : 0);
    }

    private boolean has(int field) {
        return (mask & field) != 0;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(entity).u8(mask);
        if (has(Field.POSITION)) {
            writer.f64(place.x).f64(place.y).f64(place.z);
        }
        if (has(Field.ROTATION)) {
            floats(writer, rotation);
        }
        if (has(Field.ANIMATION)) {
            writer.u16(animation);
        }
        if (has(Field.FLAGS)) {
            writer.u32(flags);
        }
        if (has(Field.VELOCITY)) {
            floats(writer, velocity);
        }
        if (has(Field.VITALS)) {
            writer.u32(vitals.health).u32(vitals.mana);
        }
    }

    private static void floats(WireWriter writer, Axes axes) {
        writer.f32((float) axes.x).f32((float) axes.y).f32((float) axes.z);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable UpdateEntity read(WireReader reader) {
        int entity = reader.i32();
        int mask = reader.u8();
        Axes place =
                (mask & Field.POSITION) != 0
                        ? new Axes(reader.f64(), reader.f64(), reader.f64())
                        : Axes.NONE;
        Axes rotation = (mask & Field.ROTATION) != 0 ? floats(reader) : Axes.NONE;
        int animation = (mask & Field.ANIMATION) != 0 ? reader.u16() : 0;
        int flags = (mask & Field.FLAGS) != 0 ? reader.i32() : 0;
        Axes velocity = (mask & Field.VELOCITY) != 0 ? floats(reader) : Axes.NONE;
        Vitals vitals =
                (mask & Field.VITALS) != 0 ? new Vitals(reader.i32(), reader.i32()) : Vitals.NONE;
        boolean good =
                reader.finished()
                        && entity > 0
                        && isMask(mask)
                        && place.isFinite()
                        && rotation.isFinite()
                        && velocity.isFinite();
        return good
                ? new UpdateEntity(
                        entity, mask, place, rotation, animation, flags, velocity, vitals)
                : null;
    }

    private static Axes floats(WireReader reader) {
        return new Axes(reader.f32(), reader.f32(), reader.f32());
    }
}
