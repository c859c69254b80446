package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of CheckIntegrity 0x0C from the server (seed 3.6): which key of the client's table is
 * wanted.
 *
 * @param challenge random, u32, comes back in {@link IntegrityAnswer}
 * @param index into the table, u16
 */
public record CheckIntegrity(long challenge, int index) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 6;

    /** Checks the ranges. */
    public CheckIntegrity {
        if (!(challenge >>> 32 == 0 && index == (index & 0xFFFF))) {
            throw new IllegalArgumentException("challenge of index " + index);
        }
    }

    @Override
    public int type() {
        return FrameType.CHECK_INTEGRITY;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(challenge).u16(index);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable CheckIntegrity read(WireReader reader) {
        long challenge = reader.u32();
        int index = reader.u16();
        return reader.finished() ? new CheckIntegrity(challenge, index) : null;
    }
}
