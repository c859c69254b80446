package dev.shadowland.benchmarks.world;

import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.ViewerReportEncoder;
import dev.shadowland.shard.ingress.Ingress;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * What a gateway says of each session once per tick: which snapshots arrived, {@value #ACK_TICKS}
 * ticks after they were sent, which are lost, {@value #LOST_TICKS} ticks after, and the budget. The
 * driver's, between ticks.
 */
final class ViewerReports {
    /** Bytes of a snapshot, at most. */
    static final int BUDGET_BYTES = 1_100;

    private static final int ACK_TICKS = 3;
    private static final int LOST_TICKS = 6;
    private static final int LISTS_AT =
            MessageHeaderEncoder.ENCODED_LENGTH + ViewerReportEncoder.BLOCK_LENGTH;

    private final Sessions sessions;
    private final Ingress ingress;
    private final long[] ran = new long[Long.SIZE];
    private final ViewerReportEncoder encoder = new ViewerReportEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final UnsafeBuffer frame =
            new UnsafeBuffer(new byte[LISTS_AT + 2 * Integer.BYTES * (Long.SIZE + 1)]);
    private int rounds;
    private long ackable;
    private long losable;

    ViewerReports(Sessions sessions, Ingress ingress) {
        this.sessions = sessions;
        this.ingress = ingress;
    }

    /** A tick ran; the reports from now on are found by {@code next}. */
    void begin(long tick, long next) {
        ran[++rounds & (Long.SIZE - 1)] = tick;
        ackable = 0;
        losable = 0;
        for (int back = 0; back < Math.min(rounds, Long.SIZE); back++) {
            long age = next - tickOf(back);
            ackable |= age >= ACK_TICKS ? 1L << back : 0;
            losable |= age >= LOST_TICKS ? 1L << back : 0;
        }
    }

    private long tickOf(int back) {
        return ran[(rounds - back) & (Long.SIZE - 1)];
    }

    /** Reports on one session, and makes room in its line for the next tick. */
    void send(int session) {
        long[] words = sessions.words();
        int line = session * Sessions.WORDS;
        long acked = words[line + Sessions.ARRIVED] & ackable;
        long lost = words[line + Sessions.LOST] & losable;
        words[line + Sessions.ARRIVED] = (words[line + Sessions.ARRIVED] & ~acked) << 1;
        words[line + Sessions.LOST] = (words[line + Sessions.LOST] & ~lost) << 1;
        encoder.wrapAndApplyHeader(frame, 0, header)
                .session(Sessions.id(session))
                .cell(words[line + Sessions.CELL])
                .epoch(CellNode.EPOCH)
                .budgetBytes(BUDGET_BYTES);
        int length = putTicks(lost, putTicks(acked, LISTS_AT));
        ingress.onFrame(Sessions.GATEWAY, frame, 0, length);
    }

    private int putTicks(long backs, int lengthAt) {
        int at = lengthAt + Integer.BYTES;
        for (long left = backs; left != 0; left &= left - 1) {
            int tick = (int) tickOf(Long.numberOfTrailingZeros(left));
            frame.putInt(at, tick, ByteOrder.LITTLE_ENDIAN);
            at += Integer.BYTES;
        }
        frame.putInt(lengthAt, at - lengthAt - Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
        return at;
    }
}
