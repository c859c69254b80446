package dev.shadowland.shard.columns;

import dev.shadowland.protocol.message.WorldEvent;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteOrder;

/**
 * The events that one client is to get exactly once, in order, until its receipt: numbered from 1,
 * +1 each, for the life of its session. Events are sent when added and all of them again a second
 * after, for a gateway or a link may have lost them; the client drops repetitions by their numbers.
 *
 * <p>A cell that was restored after a death does not know the numbers that its client has seen;
 * nothing is numbered or sent before the client's first receipt, which says so and which the client
 * repeats each second. Owned by the cell's thread.
 */
public final class EventQueue {
    /** Most events kept. */
    public static final int MAX_EVENTS = 32;

    /** Most bytes kept, two per event included. */
    public static final int MAX_BYTES = 8 * 1024;

    private static final int RESEND_TICKS = 60;
    private static final int LENGTH_SIZE = 2;
    private static final int STATE_SIZE = 1 + 4;

    /** Takes the events that are due. */
    public interface Sink {
        /**
         * One event, {@code kind u16 · body}, valid during the call.
         *
         * @param number of the event, u32
         */
        void onEvent(long number, DirectBuffer buffer, int offset, int length);
    }

    private @Nullable ExpandableArrayBuffer bytes;
    private int used;
    private int count;
    private int sent;
    private long first = 1;
    private boolean cursorKnown;
    private long sentTick;

    /** Forgets everything: another session's client begins at 1. */
    public void clear() {
        used = 0;
        count = 0;
        sent = 0;
        first = 1;
        cursorKnown = false;
    }

    /** What the client has by now is not known: nothing is sent before its next receipt. */
    public void forgetCursor() {
        sent = 0;
        cursorKnown = false;
    }

    /** Whether an event with a body of so many bytes can be added. */
    public boolean hasRoom(int bodyLength) {
        return count < MAX_EVENTS
                && used + LENGTH_SIZE + Short.BYTES + bodyLength <= MAX_BYTES
                && bodyLength <= WorldEvent.MAX_BODY;
    }

    /**
     * Adds an event.
     *
     * @throws IllegalStateException when there is no room; ask {@link #hasRoom}
     */
    public void add(int kind, DirectBuffer body, int offset, int length) {
        if (!hasRoom(length)) {
            throw new IllegalStateException("no room for an event of " + length + " bytes");
        }
        MutableDirectBuffer buffer = buffer();
        buffer.putShort(used, (short) (Short.BYTES + length), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(used + LENGTH_SIZE, (short) kind, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(used + LENGTH_SIZE + Short.BYTES, body, offset, length);
        used += LENGTH_SIZE + Short.BYTES + length;
        count++;
    }

    private ExpandableArrayBuffer buffer() {
        ExpandableArrayBuffer present = bytes;
        if (present == null) {
            present = new ExpandableArrayBuffer(256);
            bytes = present;
        }
        return present;
    }

    /**
     * The client has every event up to this number; false when no such event was ever sent, which
     * changes nothing.
     */
    public boolean onReceipt(long number) {
        if (!cursorKnown) {
            cursorKnown = true;
            first = number + 1;
            return true;
        }
        long got = number - first + 1;
        if (got > sent) {
            return false;
        }
        for (long i = 0; i < got; i++) {
            drop();
        }
        return true;
    }

    private void drop() {
        MutableDirectBuffer buffer = buffer();
        int size = LENGTH_SIZE + length(buffer, 0);
        buffer.putBytes(0, buffer, size, used - size);
        used -= size;
        count--;
        sent--;
        first++;
    }

    /** Hands over what is due at this tick. */
    public void sendDue(long tick, Sink sink) {
        if (count == 0 || !cursorKnown) {
            return;
        }
        if (sent > 0 && tick - sentTick >= RESEND_TICKS) {
            sent = 0;
        }
        if (sent == count) {
            return;
        }
        if (sent == 0) {
            sentTick = tick;
        }
        MutableDirectBuffer buffer = buffer();
        int at = 0;
        for (int i = 0; i < count; i++) {
            int length = length(buffer, at);
            if (i >= sent) {
                sink.onEvent(first + i, buffer, at + LENGTH_SIZE, length);
            }
            at += LENGTH_SIZE + length;
        }
        sent = count;
    }

    /** Events kept. */
    public int count() {
        return count;
    }

    /** Writes itself for a handover: cursor known u8 · first u32 · events. Returns the bytes. */
    public int write(MutableDirectBuffer out, int offset) {
        out.putByte(offset, (byte) (cursorKnown ? 1 : 0));
        out.putInt(offset + 1, (int) first, ByteOrder.LITTLE_ENDIAN);
        if (used > 0) {
            out.putBytes(offset + STATE_SIZE, buffer(), 0, used);
        }
        return STATE_SIZE + used;
    }

    /** Whether bytes are a queue as {@link #write} writes it. */
    public static boolean isValid(DirectBuffer buffer, int offset, int length) {
        if (length < STATE_SIZE || length > STATE_SIZE + MAX_BYTES) {
            return false;
        }
        int at = offset + STATE_SIZE;
        int end = offset + length;
        int events = 0;
        while (end - at >= LENGTH_SIZE) {
            int size = length(buffer, at);
            events++;
            at += LENGTH_SIZE + size;
            if (size < Short.BYTES || size > Short.BYTES + WorldEvent.MAX_BODY || at > end) {
                return false;
            }
        }
        return at == end && events <= MAX_EVENTS;
    }

    /** Becomes the valid queue that another cell wrote; all of it is due again. */
    public void read(DirectBuffer buffer, int offset, int length) {
        clear();
        cursorKnown = buffer.getByte(offset) != 0;
        first = buffer.getInt(offset + 1, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        used = length - STATE_SIZE;
        if (used > 0) {
            buffer().putBytes(0, buffer, offset + STATE_SIZE, used);
        }
        for (int at = 0; at < used; at += LENGTH_SIZE + length(buffer(), at)) {
            count++;
        }
    }

    private static int length(DirectBuffer buffer, int at) {
        return buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
