package dev.shadowland.gateway.session;

import dev.shadowland.protocol.reliability.SentWindow;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which snapshots of one viewer arrived and which are lost, collected for the next ViewerReport.
 * Remembers for each datagram in flight the tick of the snapshot inside. When a list is full
 * further entries are left out: the cell takes what it hears nothing of for overdue. Owned by the
 * worker's thread.
 */
public final class SnapshotFeedback {
    /** No snapshot in the datagram. */
    public static final long NONE = -1;

    private static final int NOT_REPORTED = -1;

    /** Entries of each list. */
    public static final int CAPACITY = SentWindow.CAPACITY;

    private final long[] tickBySlot = new long[SentWindow.CAPACITY];
    private final UnsafeBuffer acked = new UnsafeBuffer(new byte[CAPACITY * Integer.BYTES]);
    private final UnsafeBuffer lost = new UnsafeBuffer(new byte[CAPACITY * Integer.BYTES]);
    private int reportedBudget = NOT_REPORTED;
    private int ackedBytes;
    private int lostBytes;

    /** Knows of no datagram. */
    public SnapshotFeedback() {
        Arrays.fill(tickBySlot, NONE);
    }

    /**
     * A datagram went out; {@code tick} u32 of its snapshot, or {@link #NONE}. Call it for every
     * datagram.
     */
    public void onSent(long sequence, long tick) {
        tickBySlot[slot(sequence)] = tick;
    }

    /** The datagram arrived. */
    public void onAcked(long sequence) {
        long tick = take(sequence);
        if (tick != NONE && ackedBytes < acked.capacity()) {
            acked.putInt(ackedBytes, (int) tick, ByteOrder.LITTLE_ENDIAN);
            ackedBytes += Integer.BYTES;
        }
    }

    /** The datagram is to be taken as lost. */
    public void onLost(long sequence) {
        onSnapshotLost(take(sequence));
    }

    /** A snapshot never left the gateway; {@link #NONE} is ignored. */
    public void onSnapshotLost(long tick) {
        if (tick != NONE && lostBytes < lost.capacity()) {
            lost.putInt(lostBytes, (int) tick, ByteOrder.LITTLE_ENDIAN);
            lostBytes += Integer.BYTES;
        }
    }

    private long take(long sequence) {
        int slot = slot(sequence);
        long tick = tickBySlot[slot];
        tickBySlot[slot] = NONE;
        return tick;
    }

    /** The owner changed: what its predecessor sent means nothing to it. */
    public void onNewOwner() {
        Arrays.fill(tickBySlot, NONE);
        onReported(NOT_REPORTED);
    }

    /** Whether its owner would learn something from a report with this budget, in bytes. */
    public boolean isNews(int budgetBytes) {
        return ackedBytes > 0 || lostBytes > 0 || budgetBytes != reportedBudget;
    }

    /** The lists were reported, with this budget; they start over. */
    public void onReported(int budgetBytes) {
        reportedBudget = budgetBytes;
        ackedBytes = 0;
        lostBytes = 0;
    }

    /** Ticks that arrived, u32 little-endian each, {@link #ackedBytes} of them from index 0. */
    public DirectBuffer acked() {
        return acked;
    }

    /** Bytes of {@link #acked}. */
    public int ackedBytes() {
        return ackedBytes;
    }

    /** Ticks that are lost, u32 little-endian each, {@link #lostBytes} of them from index 0. */
    public DirectBuffer lost() {
        return lost;
    }

    /** Bytes of {@link #lost}. */
    public int lostBytes() {
        return lostBytes;
    }

    private static int slot(long sequence) {
        return (int) sequence & (SentWindow.CAPACITY - 1);
    }
}
