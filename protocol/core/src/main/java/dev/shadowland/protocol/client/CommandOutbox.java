package dev.shadowland.protocol.client;

import dev.shadowland.protocol.message.Command;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * A client's commands that the world has not confirmed. Each is kept until a snapshot's head names
 * its number or a later one, or its result came, and all are handed to the channel again when that
 * takes too long: the channel only brings them to the edge, and a cell may die behind it. Each
 * names the source it is for; at a new source's first snapshot all are handed over anew, in its
 * name. Owned by the client's thread.
 */
public final class CommandOutbox {
    /** Most commands kept. */
    public static final int CAPACITY = 64;

    private static final long NO_SOURCE = -1;
    private static final long RESEND_NS = 500_000_000L;
    private static final long MOST_RESEND_NS = 2_000_000_000L;

    private final UnsafeBuffer[] bodies = new UnsafeBuffer[CAPACITY];
    private final UnsafeBuffer out =
            new UnsafeBuffer(new byte[Command.HEAD_SIZE + Command.MAX_BODY]);
    private final int[] kinds = new int[CAPACITY];
    private final int[] lengths = new int[CAPACITY];
    private long first = 1;
    private long since = NO_SOURCE;
    private int count;
    private int sent;
    private long sentNs;
    private long resendNs = RESEND_NS;

    /** Some were confirmed since the time of sending was noted: it counts from now on. */
    private boolean progressed;

    /** Takes frame bodies. */
    public interface Channel {
        /** The body of a Command frame; false when the channel has no room for it now. */
        boolean offer(DirectBuffer buffer, int offset, int length);
    }

    /** An outbox of a session; numbers begin at 1. */
    public CommandOutbox() {
        for (int i = 0; i < CAPACITY; i++) {
            bodies[i] = new UnsafeBuffer(new byte[0]);
        }
    }

    /**
     * Adds a command.
     *
     * @param kind u16
     * @param length of the body, at most {@link Command#MAX_BODY}
     * @return its number, 0 when {@link #CAPACITY} are unconfirmed
     */
    public long add(int kind, DirectBuffer body, int offset, int length) {
        if (length > Command.MAX_BODY || kind != (kind & 0xFFFF)) {
            throw new IllegalArgumentException("kind " + kind + ", " + length + " bytes");
        }
        if (count == CAPACITY) {
            return 0;
        }
        long number = first + count++;
        int slot = slot(number);
        if (bodies[slot].capacity() < length) {
            bodies[slot] = new UnsafeBuffer(new byte[length]);
        }
        bodies[slot].putBytes(0, body, offset, length);
        kinds[slot] = kind;
        lengths[slot] = length;
        return number;
    }

    /**
     * A snapshot's head.
     *
     * @param applied last command that it names
     * @param source its {@code since}, of which the low 32 bits count; an older one than the newest
     *     changes nothing
     */
    public void onHead(long applied, long source) {
        onApplied(applied);
        if (since == NO_SOURCE || TickCount.near(source, since) > since) {
            since = source & 0xFFFF_FFFFL;
            sent = 0;
            resendNs = RESEND_NS;
        }
    }

    /**
     * Commands up to this number are applied: a head or a result says so. Numbers that were not
     * handed over change nothing.
     */
    public void onApplied(long number) {
        long done = Math.min(number - first + 1, sent);
        if (done <= 0) {
            return;
        }
        first += done;
        count -= (int) done;
        sent -= (int) done;
        resendNs = RESEND_NS;
        progressed = true;
    }

    /**
     * Hands over what is due: new commands at once, all when they were not confirmed for long;
     * nothing before the first head.
     */
    public void sendDue(long nowNs, Channel channel) {
        if (since == NO_SOURCE) {
            return;
        }
        if (progressed) {
            progressed = false;
            sentNs = nowNs;
        }
        if (isOverdue(nowNs)) {
            sent = 0;
            resendNs = Math.min(2 * resendNs, MOST_RESEND_NS);
        }
        while (sent < count) {
            long number = first + sent;
            int slot = slot(number);
            out.putInt(0, (int) number, ByteOrder.LITTLE_ENDIAN);
            out.putInt(4, (int) since, ByteOrder.LITTLE_ENDIAN);
            out.putByte(8, (byte) sent);
            out.putShort(9, (short) kinds[slot], ByteOrder.LITTLE_ENDIAN);
            out.putBytes(Command.HEAD_SIZE, bodies[slot], 0, lengths[slot]);
            if (!channel.offer(out, 0, Command.HEAD_SIZE + lengths[slot])) {
                return;
            }
            sentNs = sent == 0 ? nowNs : sentNs;
            sent++;
        }
    }

    /** Newest number given out, 0 before the first. */
    public long newest() {
        return first + count - 1;
    }

    /** Commands that are not confirmed. */
    public int count() {
        return count;
    }

    /** Whether {@link #sendDue} has something to hand over. */
    public boolean isDue(long nowNs) {
        return since != NO_SOURCE && (sent < count || (!progressed && isOverdue(nowNs)));
    }

    private boolean isOverdue(long nowNs) {
        return sent > 0 && nowNs - sentNs >= resendNs;
    }

    private static int slot(long number) {
        return (int) (number & (CAPACITY - 1));
    }
}
