package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of Resync 0x66 from the client: send everything in full again. The server bounds how often
 * it listens.
 *
 * @param request u32; a repeat of the same number is the same request
 */
public record Resync(long request) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 4;

    /** Checks the ranges. */
    public Resync {
        if (!(request >>> 32 == 0)) {
            throw new IllegalArgumentException("request " + request);
        }
    }

    @Override
    public int type() {
        return FrameType.RESYNC;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(request);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable Resync read(WireReader reader) {
        long request = reader.u32();
        return reader.finished() ? new Resync(request) : null;
    }
}
