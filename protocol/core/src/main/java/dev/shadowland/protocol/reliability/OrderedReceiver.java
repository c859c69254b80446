package dev.shadowland.protocol.reliability;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages on in the order of their numbers and holds back what comes early: at most {@link
 * MessageFrame#WINDOW_MESSAGES} messages and {@link MessageFrame#WINDOW_BYTES}, while there is
 * memory for them. Owned by one thread.
 */
public final class OrderedReceiver implements MessageReceiver {
    /** Bytes of the tables. */
    private static final int TABLES = 8 * MessageFrame.WINDOW_MESSAGES;

    private final HeldMemory.Share memory;
    private @Nullable UnsafeBuffer[] held = new UnsafeBuffer[0];
    private short[] lengths = new short[0];
    private long next;
    private int heldBytes;
    private boolean released;

    public OrderedReceiver(HeldMemory.Share memory) {
        this.memory = memory;
    }

    @Override
    public Outcome onMessage(long number, DirectBuffer buffer, int offset, int length, Sink sink) {
        if (number < next) {
            return Outcome.DUPLICATE;
        }
        if (number > next) {
            return hold(number, buffer, offset, length);
        }
        next++;
        sink.onContent(buffer, offset, length);
        handOnHeld(sink);
        return Outcome.TAKEN;
    }

    private Outcome hold(long number, DirectBuffer buffer, int offset, int length) {
        if (number - next >= MessageFrame.WINDOW_MESSAGES) {
            return Outcome.BEYOND_WINDOW;
        }
        if (held.length == 0) {
            if (!memory.reserve(TABLES)) {
                return Outcome.NO_MEMORY;
            }
            held = new UnsafeBuffer[MessageFrame.WINDOW_MESSAGES];
            lengths = new short[MessageFrame.WINDOW_MESSAGES];
        }
        int slot = slot(number);
        if (held[slot] != null) {
            return Outcome.DUPLICATE;
        }
        if (heldBytes + length > MessageFrame.WINDOW_BYTES) {
            return Outcome.BEYOND_WINDOW;
        }
        UnsafeBuffer block = memory.take(length);
        if (block == null) {
            return Outcome.NO_MEMORY;
        }
        block.putBytes(0, buffer, offset, length);
        held[slot] = block;
        lengths[slot] = (short) length;
        heldBytes += length;
        return Outcome.TAKEN;
    }

    private void handOnHeld(Sink sink) {
        while (heldBytes > 0 && !released) {
            int slot = slot(next);
            UnsafeBuffer block = held[slot];
            if (block == null) {
                return;
            }
            held[slot] = null;
            heldBytes -= lengths[slot];
            next++;
            sink.onContent(block, 0, lengths[slot]);
            memory.giveBack(block);
        }
    }

    @Override
    public int heldBytes() {
        return heldBytes;
    }

    @Override
    public void release() {
        if (held.length > 0 && !released) {
            memory.free(TABLES);
        }
        released = true;
        for (int slot = 0; slot < held.length; slot++) {
            UnsafeBuffer block = held[slot];
            if (block != null) {
                held[slot] = null;
                memory.giveBack(block);
            }
        }
        heldBytes = 0;
    }

    private static int slot(long number) {
        return (int) number & (MessageFrame.WINDOW_MESSAGES - 1);
    }
}
