package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of Ack 0x07: which datagrams arrived.
 *
 * @param newest highest sequence received, from 0
 * @param bits bit i: whether newest − 1 − i was received
 * @param delay time since the newest arrived in units of 1/16 ms, u16; more is sent as 65535
 */
public record Ack(long newest, long bits, int delay) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 18;

    /** Checks the ranges. */
    public Ack {
        if (!(isPossible(newest, bits) && delay == (delay & 0xFFFF))) {
            throw new IllegalArgumentException("an ack of " + newest);
        }
    }

    @Override
    public int type() {
        return FrameType.ACK;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.i64(newest).i64(bits).u16(delay);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable Ack read(WireReader reader) {
        long newest = reader.i64();
        long bits = reader.i64();
        int delay = reader.u16();
        return reader.finished() && isPossible(newest, bits) ? new Ack(newest, bits, delay) : null;
    }

    /** Whether no sequence below 0 is acknowledged. */
    private static boolean isPossible(long newest, long bits) {
        return newest >= 0 && (newest >= 64 || bits >>> newest == 0);
    }
}
