package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of Ping 0x04: a number that only its sender reads, as a rule its clock in nanoseconds.
 *
 * @param echo comes back in {@link Pong}
 */
public record Ping(long echo) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 8;

    @Override
    public int type() {
        return FrameType.PING;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.i64(echo);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable Ping read(WireReader reader) {
        long echo = reader.i64();
        return reader.finished() ? new Ping(echo) : null;
    }
}
