package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Body of Command 0x62 from the client, over the ordered channel: something to be done exactly
 * once. The client keeps it until a snapshot's head names its number or a later one.
 *
 * <p>{@code since} names the source that it is meant for, which no other applies: what is under way
 * to one that died would be done twice by its successor. {@code kept} lets a successor, which has
 * lost the count, tell a gap from a command that was applied before it.
 *
 * @param number u32, from 1, +1 each
 * @param since u32, of the newest source that the client heard a snapshot of
 * @param kept how many older commands the client still keeps, 0..255, below {@code number}
 * @param kind u16, the game's
 * @param body the game's, at most 1000 bytes
 */
public record Command(long number, long since, int kept, int kind, byte[] body) implements Message {
    /** Bytes before the inner body: number u32 · since u32 · kept u8 · kind u16. */
    public static final int HEAD_SIZE = 11;

    /** Longest inner body. */
    public static final int MAX_BODY = 1000;

    /** Checks the ranges. */
    public Command {
        boolean inRange =
                number <= 0xFFFF_FFFFL
                        && since >>> 32 == 0
                        && kept == (kept & 0xFF)
                        && kept < number
                        && kind == (kind & 0xFFFF);
        if (!inRange || body.length > MAX_BODY) {
            throw new IllegalArgumentException(
                    "number %d, since %d, kept %d, kind %d, %d bytes"
                            .formatted(number, since, kept, kind, body.length));
        }
    }

    @Override
    public int type() {
        return FrameType.COMMAND;
    }

    @Override
    public int size() {
        return HEAD_SIZE + body.length;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(number).u32(since).u8(kept).u16(kind).bytes(body);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable Command read(WireReader reader) {
        long number = reader.u32();
        long since = reader.u32();
        int kept = reader.u8();
        int kind = reader.u16();
        if (reader.failed() || number <= kept || reader.remaining() > MAX_BODY) {
            return null;
        }
        byte[] body = new byte[reader.remaining()];
        reader.bytes(body);
        return new Command(number, since, kept, kind, body);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Command that
                && number == that.number
                && since == that.since
                && kept == that.kept
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
        return "Command[%d, kind %d, %d bytes]".formatted(number, kind, body.length);
    }
}
