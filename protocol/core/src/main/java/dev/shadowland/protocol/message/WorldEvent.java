package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Body of WorldEvent 0x63 from the server, over the ordered channel: something that the client must
 * learn exactly once. Its source keeps it until a {@link WorldReceipt} names its number or a later
 * one.
 *
 * <p>{@code since} names the source, for its successor may number another event the same.
 *
 * @param number u32, from 1, +1 each
 * @param since u32, as in the heads of the source's snapshots
 * @param kind u16, the game's
 * @param body the game's, at most 1000 bytes
 */
public record WorldEvent(long number, long since, int kind, byte[] body) implements Message {
    /** Bytes before the inner body: number u32 · since u32 · kind u16. */
    public static final int HEAD_SIZE = 10;

    /** Longest inner body. */
    public static final int MAX_BODY = 1000;

    /** Checks the ranges. */
    public WorldEvent {
        boolean inRange =
                number >= 1 && number >>> 32 == 0 && since >>> 32 == 0 && kind == (kind & 0xFFFF);
        if (!inRange || body.length > MAX_BODY) {
            throw new IllegalArgumentException(
                    "number %d, since %d, kind %d, %d bytes"
                            .formatted(number, since, kind, body.length));
        }
    }

    @Override
    public int type() {
        return FrameType.WORLD_EVENT;
    }

    @Override
    public int size() {
        return HEAD_SIZE + body.length;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(number).u32(since).u16(kind).bytes(body);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable WorldEvent read(WireReader reader) {
        long number = reader.u32();
        long since = reader.u32();
        int kind = reader.u16();
        if (reader.failed() || number < 1 || reader.remaining() > MAX_BODY) {
            return null;
        }
        byte[] body = new byte[reader.remaining()];
        reader.bytes(body);
        return new WorldEvent(number, since, kind, body);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WorldEvent that
                && number == that.number
                && since == that.since
                && kind == that.kind
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(number) + Arrays.hashCode(body);
    }

    /** Names the message without its content. */
    @Override
    public String toString() {
        return "WorldEvent[%d, kind %d, %d bytes]".formatted(number, kind, body.length);
    }
}
