package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of SyncEntity 0x40 from the client (seed 10.2): one input in full precision. {@link
 * InputFrame} is the form that clients of this version send; this one exists for tools and for
 * games that want it, and the gateway of this version skips it.
 *
 * @param number of the input, u32 from 1
 * @param moveX direction times strength along X, −1..1
 * @param moveY the same along Y
 * @param yaw where the player looks in degrees, finite
 * @param buttons u8, one bit each
 * @param steps ticks of 1/60 s that it stands for, 1..6
 */
public record SyncEntity(long number, float moveX, float moveY, float yaw, int buttons, int steps)
        implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 4 + 3 * 4 + 2;

    /** Checks the ranges. */
    public SyncEntity {
        if (!isPossible(number, moveX, moveY, yaw, steps)
                || number >>> 32 != 0
                || buttons != (buttons & 0xFF)) {
            throw new IllegalArgumentException(
                    "input %d: %s, %s, %s°, %d steps".formatted(number, moveX, moveY, yaw, steps));
        }
    }

    private static boolean isPossible(long number, float moveX, float moveY, float yaw, int steps) {
        return number >= 1
                && Math.abs(moveX) <= 1
                && Math.abs(moveY) <= 1
                && Float.isFinite(yaw)
                && steps >= 1
                && steps <= InputCommand.MAX_STEPS;
    }

    @Override
    public int type() {
        return FrameType.SYNC_ENTITY;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(number).f32(moveX).f32(moveY).f32(yaw).u8(buttons).u8(steps);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable SyncEntity read(WireReader reader) {
        long number = reader.u32();
        float moveX = reader.f32();
        float moveY = reader.f32();
        float yaw = reader.f32();
        int buttons = reader.u8();
        int steps = reader.u8();
        return reader.finished() && isPossible(number, moveX, moveY, yaw, steps)
                ? new SyncEntity(number, moveX, moveY, yaw, buttons, steps)
                : null;
    }
}
