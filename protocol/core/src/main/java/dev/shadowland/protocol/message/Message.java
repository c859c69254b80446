package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireWriter;

/**
 * A frame's body as a value, with its codec beside it: for control, for what is rare, for tools and
 * tests. What is sent every tick ({@link InputFrame}, snapshots, acks) has flyweights that do not
 * allocate and write the same bytes.
 *
 * <p>Every {@code read} takes a whole body and gives null, never an exception, when it is too
 * short, too long or holds a value out of its range. Constructors throw {@link
 * IllegalArgumentException} for such values: those are callers' mistakes.
 */
public interface Message {
    /** Type of the frame, u8. */
    int type();

    /** Bytes of the body. */
    int size();

    /** Writes the body. */
    void write(WireWriter writer);

    /** Writes the frame: type, length, body. */
    default void writeFrame(WireWriter writer) {
        write(FrameWriter.head(writer, type(), size()));
    }
}
