package dev.shadowland.protocol.integrity;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

/**
 * A client's side of the integrity challenge: answers the question asked last, each repeat of it
 * again. Owned by the connection's thread.
 */
public final class IntegrityAnswers {
    /** Bytes of an answer's frame. */
    public static final int FRAME_LENGTH = 2 + Integer.BYTES + IntegrityTable.KEY_LENGTH;

    private final IntegrityTable table;
    private boolean isDue;
    private int number;
    private int index;

    /** Answers from this table. */
    public IntegrityAnswers(IntegrityTable table) {
        this.table = table;
    }

    /** Takes the body of a question; false when it is none. */
    public boolean onQuestion(WireReader body) {
        int asked = body.i32();
        int at = body.u16();
        if (!body.finished()) {
            return false;
        }
        number = asked;
        index = at;
        isDue = true;
        return true;
    }

    /** Whether an answer waits. */
    public boolean isDue() {
        return isDue;
    }

    /** Writes the answer that waits, if it fits. */
    public void write(WireWriter writer) {
        if (isDue && writer.remaining() >= FRAME_LENGTH) {
            isDue = false;
            writer.u8(FrameType.CHECK_INTEGRITY)
                    .u8(FRAME_LENGTH - 2)
                    .u32(number)
                    .bytes(table.key(index));
        }
    }
}
