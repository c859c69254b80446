package dev.shadowland.protocol.wire;

import org.agrona.DirectBuffer;

/** Writes frames, {@code type u8 · varint length · body}, through a {@link WireWriter}. */
public final class FrameWriter {
    /** Longest type and length before a body within one datagram. */
    public static final int MAX_OVERHEAD = 3;

    private FrameWriter() {}

    /** Bytes that a frame with this body takes. */
    public static int size(int bodyLength) {
        return 1 + VarInt.size(bodyLength) + bodyLength;
    }

    /** A whole frame. */
    public static void write(
            WireWriter writer, int type, DirectBuffer body, int offset, int length) {
        head(writer, type, length).bytes(body, offset, length);
    }

    /** Type and length; the caller writes exactly that many bytes after it. */
    public static WireWriter head(WireWriter writer, int type, int bodyLength) {
        return writer.u8(type).varUInt(bodyLength);
    }

    /**
     * Begins a frame whose body length is not known yet: two bytes are kept for it. Pair with
     * {@link #end}.
     *
     * @return the mark for {@link #end}
     */
    public static int begin(WireWriter writer, int type) {
        int mark = writer.position();
        writer.u8(type).u16(0);
        return mark;
    }

    /**
     * Ends a frame begun with {@link #begin}: closes the gap when the body is below 128 bytes, for
     * the length must not be overlong.
     */
    public static void end(WireWriter writer, int mark) {
        int body = writer.position() - mark - MAX_OVERHEAD;
        if (body >= 1 << 14) {
            throw new IllegalStateException(
                    "frame body of " + body + " bytes is longer than a datagram");
        }
        if (body < 128) {
            writer.buffer().putByte(mark + 1, (byte) body);
            writer.buffer().putBytes(mark + 2, writer.buffer(), mark + MAX_OVERHEAD, body);
            writer.reset(mark + 2 + body);
        } else {
            writer.buffer().putByte(mark + 1, (byte) ((body & 0x7F) | 0x80));
            writer.buffer().putByte(mark + 2, (byte) (body >>> 7));
            writer.align();
        }
    }
}
