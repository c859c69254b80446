package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of WorldReceipt 0x64 from the client: every {@link WorldEvent} up to this number arrived, so
 * its source may forget them. Meant for the source that {@code since} names: a later one numbers on
 * from a receipt of its own.
 *
 * @param number u32, 0 before the first
 * @param since u32, of the newest source that the client heard of
 */
public record WorldReceipt(long number, long since) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 8;

    /** Checks the ranges. */
    public WorldReceipt {
        if (number >>> 32 != 0 || since >>> 32 != 0) {
            throw new IllegalArgumentException("event " + number + ", since " + since);
        }
    }

    @Override
    public int type() {
        return FrameType.WORLD_RECEIPT;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(number).u32(since);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable WorldReceipt read(WireReader reader) {
        long number = reader.u32();
        long since = reader.u32();
        return reader.finished() ? new WorldReceipt(number, since) : null;
    }
}
