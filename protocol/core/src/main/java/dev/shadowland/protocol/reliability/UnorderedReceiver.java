package dev.shadowland.protocol.reliability;

import org.agrona.DirectBuffer;

/**
 * Hands each message on as it comes, once: a bit for each number from the lowest that is missing.
 * Owned by one thread.
 */
public final class UnorderedReceiver implements MessageReceiver {
    private static final int WORDS = MessageFrame.WINDOW_MESSAGES / Long.SIZE;

    private final long[] received = new long[WORDS];
    private long lowestMissing;

    @Override
    public Outcome onMessage(long number, DirectBuffer buffer, int offset, int length, Sink sink) {
        if (number < lowestMissing) {
            return Outcome.DUPLICATE;
        }
        if (number - lowestMissing >= MessageFrame.WINDOW_MESSAGES) {
            return Outcome.BEYOND_WINDOW;
        }
        if ((received[word(number)] & bit(number)) != 0) {
            return Outcome.DUPLICATE;
        }
        received[word(number)] |= bit(number);
        while ((received[word(lowestMissing)] & bit(lowestMissing)) != 0) {
            received[word(lowestMissing)] &= ~bit(lowestMissing);
            lowestMissing++;
        }
        sink.onContent(buffer, offset, length);
        return Outcome.TAKEN;
    }

    @Override
    public int heldBytes() {
        return 0;
    }

    @Override
    public void release() {}

    private static int word(long number) {
        return (int) (number / Long.SIZE) & (WORDS - 1);
    }

    private static long bit(long number) {
        return 1L << number;
    }
}
