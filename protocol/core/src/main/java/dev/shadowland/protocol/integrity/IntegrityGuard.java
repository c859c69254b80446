package dev.shadowland.protocol.integrity;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import java.util.random.RandomGenerator;

/**
 * A server's watch over one client: asks for a random key of its build's table now and then,
 * repeats the question until it is answered, and tells when it is too late. The time to answer runs
 * from the moment that a question was really written, and stands still while nothing is heard of
 * the client: whether silence ends a connection is the heartbeat's to say. Owned by the
 * connection's thread.
 */
public final class IntegrityGuard {
    /** Bytes of a question's frame. */
    public static final int FRAME_LENGTH = 2 + QuestionLayout.LENGTH;

    private static final long REPEAT_NS = 500_000_000L;

    /** A client that is there acknowledges a question in a round trip. */
    private static final long SILENT_NS = 2_000_000_000L;

    private final IntegrityTable table;
    private final Settings settings;
    private final RandomGenerator random;
    private final byte[] answer = new byte[IntegrityTable.KEY_LENGTH];
    private long nextQuestionNs;
    private boolean isAsking;
    private boolean isWritten;
    private long waitedNs;
    private long timeNs;
    private long lastWrittenNs;
    private int number;
    private int index;

    /**
     * The same for all clients.
     *
     * @param intervalNs mean time between questions; each wait is random within half of it
     * @param answerTimeoutNs from the first writing of a question, while the client is heard
     */
    public record Settings(long intervalNs, long answerTimeoutNs) {}

    /** What an answer is. */
    public enum Verdict {
        /** The right one. */
        RIGHT,
        /** One to a question that is answered already. */
        REPEATED,
        /** A wrong one: the client is not what it says. */
        WRONG,
        /** To a question never asked, or no answer at all. */
        MALFORMED
    }

    /** Sizes of bodies: challenge u32 · index u16, and challenge u32 · key 16. */
    private static final class QuestionLayout {
        private static final int LENGTH = Integer.BYTES + Short.BYTES;
    }

    /** Watches from now on. */
    public IntegrityGuard(
            IntegrityTable table, Settings settings, RandomGenerator random, long nowNs) {
        this.table = table;
        this.settings = settings;
        this.random = random;
        timeNs = nowNs;
        nextQuestionNs = nowNs + wait(settings, random);
    }

    private static long wait(Settings settings, RandomGenerator random) {
        long half = Math.max(1, settings.intervalNs() / 2);
        return half + random.nextLong(2 * half);
    }

    /**
     * Begins the next question when it is due. Call it many times a second.
     *
     * @param heardNs when anything authentic last came from the client
     */
    public void onTime(long nowNs, long heardNs) {
        if (isAsking && isWritten && nowNs - heardNs < SILENT_NS) {
            waitedNs += nowNs - timeNs;
        }
        timeNs = nowNs;
        if (!isAsking && nowNs - nextQuestionNs >= 0) {
            isAsking = true;
            isWritten = false;
            waitedNs = 0;
            number++;
            index = random.nextInt(table.size());
        }
    }

    /** Whether the question is to be written, for the first time or again. */
    public boolean isSendDue(long nowNs) {
        return isAsking && (!isWritten || nowNs - lastWrittenNs >= REPEAT_NS);
    }

    /** Writes the question, if it fits. */
    public void write(WireWriter writer, long nowNs) {
        if (writer.remaining() < FRAME_LENGTH) {
            return;
        }
        writer.u8(FrameType.CHECK_INTEGRITY).u8(QuestionLayout.LENGTH).u32(number).u16(index);
        timeNs = isWritten ? timeNs : nowNs;
        lastWrittenNs = nowNs;
        isWritten = true;
    }

    /** Whether a question that was written has waited too long for its answer. */
    public boolean isLate() {
        return isAsking && isWritten && waitedNs >= settings.answerTimeoutNs();
    }

    /** Takes the body of an answer. */
    public Verdict onAnswer(WireReader body, long nowNs) {
        int answered = body.i32();
        body.bytes(answer);
        boolean isWhole = body.finished();
        if (!isWhole || answered < 1 || answered > number || (answered == number && !isWritten)) {
            return Verdict.MALFORMED;
        }
        if (answered < number || !isAsking) {
            return Verdict.REPEATED;
        }
        if (!table.matches(index, answer)) {
            return Verdict.WRONG;
        }
        isAsking = false;
        nextQuestionNs = nowNs + wait(settings, random);
        return Verdict.RIGHT;
    }
}
