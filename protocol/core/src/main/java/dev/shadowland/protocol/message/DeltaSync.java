package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of DeltaSync 0x26: head of the snapshot whose records follow in the same datagram.
 *
 * @param tick cluster-wide tick that it shows, u32
 * @param since tick from which on this source told the viewer everything, u32
 * @param lastInput newest input wholly consumed, u32, 0 before the first
 * @param lastCommand newest command applied (durable ones: saved), u32, 0 before the first
 */
public record DeltaSync(long tick, long since, long lastInput, long lastCommand)
        implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 16;

    /** Checks the ranges. */
    public DeltaSync {
        if (!((tick | since | lastInput | lastCommand) >>> 32 == 0)) {
            throw new IllegalArgumentException("a head of tick " + tick);
        }
    }

    @Override
    public int type() {
        return FrameType.DELTA_SYNC;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(tick).u32(since).u32(lastInput).u32(lastCommand);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable DeltaSync read(WireReader reader) {
        long tick = reader.u32();
        long since = reader.u32();
        long lastInput = reader.u32();
        long lastCommand = reader.u32();
        return reader.finished() ? new DeltaSync(tick, since, lastInput, lastCommand) : null;
    }
}
