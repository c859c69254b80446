package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of Pong 0x05, the answer to {@link Ping}; also the seed's client Pong, whose id 0x42 is
 * never sent.
 *
 * @param echo of the ping
 */
public record Pong(long echo) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 8;

    @Override
    public int type() {
        return FrameType.PONG;
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
    public static @Nullable Pong read(WireReader reader) {
        long echo = reader.i64();
        return reader.finished() ? new Pong(echo) : null;
    }
}
