package dev.shadowland.gateway.session;

import dev.shadowland.protocol.message.EnterDenied;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.reliability.SentWindow;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

/**
 * The answer to a session's EnterToWorld, kept so that every repeat gets the same one. A client
 * reads snapshots by what WorldEntered says of the map, and acknowledging a datagram means its
 * snapshot was applied; so until one that carries the answer is acknowledged, every snapshot
 * travels behind it. Owned by the worker's thread.
 */
public final class EnterReply {
    private final boolean[] carriedBySlot = new boolean[SentWindow.CAPACITY];
    private final WireWriter writer = new WireWriter();
    private UnsafeBuffer body = new UnsafeBuffer(new byte[0]);
    private int type;
    private boolean isDue;
    private boolean isAcked;
    private long givenNs;

    /** The session is in. */
    public void onEntered(WorldEntered entered, long nowNs) {
        entered.write(start(FrameType.WORLD_ENTERED, entered.size(), nowNs));
    }

    /** The session was refused. */
    public void onDenied(EnterDenied denied, long nowNs) {
        denied.write(start(FrameType.ENTER_DENIED, EnterDenied.SIZE, nowNs));
    }

    private WireWriter start(int frameType, int size, long nowNs) {
        body = new UnsafeBuffer(new byte[size]);
        type = frameType;
        givenNs = nowNs;
        isDue = true;
        isAcked = false;
        Arrays.fill(carriedBySlot, false); // those that are still under way carry another answer
        return writer.wrap(body, 0, size);
    }

    /** The client asked again: it did not get the answer. */
    public void onRepeat() {
        isDue = true;
    }

    /** Whether the next datagram is to carry it. */
    public boolean isDue() {
        return isDue;
    }

    /** Whether a datagram that carried it arrived. */
    public boolean isAcked() {
        return isAcked;
    }

    /** Whether the answer was no. */
    public boolean isDenial() {
        return type == FrameType.ENTER_DENIED;
    }

    /** When the answer was given, nanoseconds; 0 before. */
    public long givenNs() {
        return givenNs;
    }

    /** Bytes of the frame; 0 when there is no answer yet. */
    public int frameSize() {
        return type == 0 ? 0 : FrameWriter.size(body.capacity());
    }

    /** Writes the frame. */
    public void write(WireWriter out) {
        FrameWriter.write(out, type, body, 0, body.capacity());
    }

    /** A datagram went out, with or without the frame. Call it for every datagram. */
    public void onSent(long sequence, boolean carried) {
        carriedBySlot[slot(sequence)] = carried;
        isDue &= !carried;
    }

    /** A datagram arrived. */
    public void onAcked(long sequence) {
        isAcked |= carriedBySlot[slot(sequence)];
    }

    private static int slot(long sequence) {
        return (int) sequence & (SentWindow.CAPACITY - 1);
    }
}
