package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of Benchmark 0x20 from the server (seed 10.1): measures a path with datagrams of any size.
 * Filler is zeros, and a receiver refuses anything else.
 *
 * @param number u32
 * @param sentAt the sender's clock, as it likes
 * @param filler zero bytes after it, 0..1100
 */
public record Benchmark(long number, long sentAt, int filler) implements Message {
    /** Bytes without filler. */
    public static final int HEAD_SIZE = 12;

    /** Most filler. */
    public static final int MAX_FILLER = 1100;

    /** Checks the ranges. */
    public Benchmark {
        if (number >>> 32 != 0 || filler < 0 || filler > MAX_FILLER) {
            throw new IllegalArgumentException("number " + number + ", filler " + filler);
        }
    }

    @Override
    public int type() {
        return FrameType.BENCHMARK;
    }

    @Override
    public int size() {
        return HEAD_SIZE + filler;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(number).i64(sentAt).padTo(writer.length() + filler);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable Benchmark read(WireReader reader) {
        long number = reader.u32();
        long sentAt = reader.i64();
        int filler = reader.remaining();
        if (reader.failed() || filler > MAX_FILLER) {
            return null;
        }
        int sum = 0;
        for (int i = 0; i < filler; i++) {
            sum |= reader.u8();
        }
        return sum == 0 ? new Benchmark(number, sentAt, filler) : null;
    }
}
