package dev.shadowland.protocol.message;

import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/** Body of EnterToWorld 0x43: clientBuild u32 · login token. */
public final class EnterToWorld {
    /** Bytes of the body. */
    public static final int SIZE = Integer.BYTES + LoginToken.LENGTH;

    private EnterToWorld() {}

    /** Writes the frame. */
    public static void write(WireWriter writer, int clientBuild, byte[] token) {
        FrameWriter.head(writer, FrameType.ENTER_TO_WORLD, Integer.BYTES + token.length)
                .u32(clientBuild)
                .bytes(token);
    }

    /** The build of a body of {@link #SIZE} bytes. */
    public static int clientBuild(DirectBuffer body, int offset) {
        return body.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    }

    /** Copies the token of a body of {@link #SIZE} bytes. */
    public static byte[] token(DirectBuffer body, int offset) {
        byte[] token = new byte[LoginToken.LENGTH];
        body.getBytes(offset + Integer.BYTES, token);
        return token;
    }
}
