package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of ReliableHandshake 0x09: the sender's proof is complete and its channels start at 0. One
 * byte, always 0x01.
 */
public record ReliableHandshake() implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 1;

    @Override
    public int type() {
        return FrameType.RELIABLE_HANDSHAKE;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u8(0x01);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable ReliableHandshake read(WireReader reader) {
        int start = reader.u8();
        return reader.finished() && start == 0x01 ? new ReliableHandshake() : null;
    }
}
