package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of Disconnect 0x06: the sender is gone with this datagram.
 *
 * @param reason u8, see {@code DisconnectReason}; codes of newer peers are kept as they are
 */
public record Disconnect(int reason) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 1;

    /** Checks the ranges. */
    public Disconnect {
        if (!(reason == (reason & 0xFF))) {
            throw new IllegalArgumentException("a reason of " + reason);
        }
    }

    @Override
    public int type() {
        return FrameType.DISCONNECT;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u8(reason);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable Disconnect read(WireReader reader) {
        int reason = reader.u8();
        return reader.finished() ? new Disconnect(reason) : null;
    }
}
