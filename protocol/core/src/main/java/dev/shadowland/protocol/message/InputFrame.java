package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;

/**
 * Body of SyncEntityQuantized 0x41: the newest inputs that the client does not know to be
 * processed, each datagram repeating them. Newest number u32 · count u8 (1..24) · count inputs,
 * oldest first, numbered consecutively up to the newest. Reused by its owner for every frame;
 * confined to one thread.
 */
public final class InputFrame {
    /** Most inputs in one frame. */
    public static final int MAX_INPUTS = 24;

    /** Bytes of the longest body. */
    public static final int MAX_SIZE = 5 + MAX_INPUTS * InputCommand.SIZE;

    private final WireReader reader = new WireReader();
    private final long[] inputs = new long[MAX_INPUTS];
    private long newestNumber;
    private int count;

    /** Bytes of a body of that many inputs. */
    public static int size(int count) {
        return 5 + count * InputCommand.SIZE;
    }

    /** Reads a body; false when it is malformed, and then nothing is in it. */
    public boolean read(DirectBuffer buffer, int offset, int length) {
        reader.wrap(buffer, offset, length);
        newestNumber = reader.u32();
        count = reader.u8();
        if (count > MAX_INPUTS || newestNumber < count || length != size(count)) {
            reader.fail();
        }
        for (int i = 0; i < count && !reader.failed(); i++) {
            inputs[i] = (reader.u32() | (long) reader.u16() << 32);
            if (!InputCommand.isValid(inputs[i])) {
                reader.fail();
            }
        }
        if (reader.failed() || count == 0) {
            count = 0;
            return false;
        }
        return true;
    }

    /** Number of inputs read. */
    public int count() {
        return count;
    }

    /** Number of an input, 0 the oldest. */
    public long number(int index) {
        return newestNumber - count + 1 + index;
    }

    /** An input as {@link InputCommand} packs it, 0 the oldest. */
    public long input(int index) {
        return inputs[index];
    }

    /**
     * Writes the head of a body; {@code count} calls of {@link #writeInput} follow, oldest first.
     */
    public static void writeHead(WireWriter writer, long newestNumber, int count) {
        if (count < 1 || count > MAX_INPUTS || newestNumber < count) {
            throw new IllegalArgumentException(count + " inputs up to " + newestNumber);
        }
        writer.u32(newestNumber).u8(count);
    }

    /** Writes one input. */
    public static void writeInput(WireWriter writer, long input) {
        writer.u32(input).u16((int) (input >>> 32));
    }
}
