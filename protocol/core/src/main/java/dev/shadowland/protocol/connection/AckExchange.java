package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.reliability.AckField;
import dev.shadowland.protocol.reliability.RttEstimator;
import dev.shadowland.protocol.reliability.SentWindow;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Acknowledgement of datagrams in both directions: what is to be acknowledged and by when, what
 * became of the own datagrams, and the round trip that shows in it. Owned by the connection's
 * thread.
 */
final class AckExchange {
    /** Bytes of an ack frame. */
    static final int FRAME_SIZE = 20;

    /** Longest that anything which elicits an ack waits for it. */
    static final long ACK_AFTER_NS = 250_000_000;

    /** Longest that reliable content waits for its ack. */
    static final long ACK_RELIABLE_AFTER_NS = 25_000_000;

    private static final int ACK_AFTER_DATAGRAMS = 32;
    private static final long DELAY_UNIT_NS = 62_500;

    /** What the field says of every longer delay, too: then it tells nothing. */
    private static final int LONGEST_DELAY = 0xFFFF;

    private static final long LONGEST_SAMPLE_NS = 15_000_000_000L;

    private final AckField received = new AckField();
    private final SentWindow sent = new SentWindow();
    private final int[] sentAtMicros = new int[SentWindow.CAPACITY];
    private final RttEstimator rtt;
    private final SentWindow.Fate fate;
    private long newestReceivedAtNs;
    private long newestAcked = -1;
    private int unackedDatagrams;
    private long ackByNs;

    AckExchange(RttEstimator rtt, SentWindow.Fate fate) {
        this.rtt = rtt;
        this.fate = fate;
    }

    /** Round trip, which acks measure. */
    RttEstimator rtt() {
        return rtt;
    }

    /** An authentic datagram came. */
    void onReceived(long sequence, long nowNs) {
        if (sequence > received.newest()) {
            newestReceivedAtNs = nowNs;
        }
        received.onReceived(sequence);
    }

    /** What came is to be acknowledged within this time. */
    void onElicited(long nowNs, long withinNs) {
        long byNs = nowNs + withinNs;
        if (unackedDatagrams++ == 0 || byNs - ackByNs < 0) {
            ackByNs = byNs;
        }
    }

    /** Whether an ack is due although nothing else is. */
    boolean isDue(long nowNs) {
        return unackedDatagrams >= ACK_AFTER_DATAGRAMS
                || (unackedDatagrams > 0 && nowNs - ackByNs >= 0);
    }

    /** Writes the ack that every datagram carries; false while there is nothing to acknowledge. */
    boolean write(WireWriter writer, long nowNs) {
        if (received.newest() < 0) {
            return false;
        }
        long delay =
                Math.min(LONGEST_DELAY, Math.max(0, nowNs - newestReceivedAtNs) / DELAY_UNIT_NS);
        writer.u8(FrameType.ACK)
                .u8(18)
                .i64(received.newest())
                .i64(received.bits())
                .u16((int) delay);
        unackedDatagrams = 0;
        return true;
    }

    /** Takes the body of an ack; anything but null is a hostile peer's. */
    @Nullable DropReason onFrame(WireReader reader, long nowNs) {
        long newest = reader.i64();
        long bits = reader.i64();
        int delay = reader.u16();
        if (!reader.finished()) {
            return DropReason.MALFORMED_FRAME;
        }
        if (!sent.isPossible(newest, bits)) {
            return DropReason.ACK_OF_UNSENT;
        }
        if (newest > newestAcked && delay < LONGEST_DELAY && sent.remembers(newest)) {
            takeSample(newest, delay * DELAY_UNIT_NS, nowNs);
        }
        newestAcked = Math.max(newestAcked, newest);
        sent.onAck(newest, bits, fate);
        return null;
    }

    /** A datagram has a number of its own however often its content is sent: no sample is vague. */
    private void takeSample(long sequence, long peerDelayNs, long nowNs) {
        int elapsedMicros = micros(nowNs) - sentAtMicros[slot(sequence)];
        long sampleNs = Math.max(0, Integer.toUnsignedLong(elapsedMicros) * 1_000 - peerDelayNs);
        if (sampleNs <= LONGEST_SAMPLE_NS) {
            rtt.onSample(sampleNs);
        }
    }

    /** A datagram was sealed. */
    void onSent(long sequence, long nowNs) {
        sent.onSent(sequence, fate);
        sentAtMicros[slot(sequence)] = micros(nowNs);
    }

    private static int micros(long nowNs) {
        return (int) (nowNs / 1_000);
    }

    private static int slot(long sequence) {
        return (int) sequence & (SentWindow.CAPACITY - 1);
    }
}
