package dev.shadowland.protocol.reliability;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A ring of messages by number, one column per property, grown by doubling up to {@link
 * MessageSender#QUEUE_MESSAGES}: an idle channel has none. Owned by one thread.
 */
final class SentMessages {
    static final byte WAITING = 0;
    static final byte IN_FLIGHT = 1;
    static final byte LOST = 2;
    static final byte ACKED = 3;

    private static final int FIRST_CAPACITY = 16;

    private @Nullable UnsafeBuffer[] contents = new UnsafeBuffer[0];
    private short[] lengths = new short[0];
    private byte[] states = new byte[0];
    private byte[] timeouts = new byte[0];
    private boolean[] secrets = new boolean[0];
    private long[] sentIn = new long[0];
    private long[] sentAtNs = new long[0];

    int capacity() {
        return contents.length;
    }

    /** Makes room for the messages {@code base} to {@code last}. */
    void reserve(long base, long last) {
        int needed = (int) (last - base + 1);
        if (needed > capacity()) {
            grow(Math.max(FIRST_CAPACITY, 2 * capacity()), base, last);
        }
    }

    private void grow(int capacity, long base, long last) {
        SentMessages old = new SentMessages();
        old.adopt(this);
        contents = new UnsafeBuffer[capacity];
        lengths = new short[capacity];
        states = new byte[capacity];
        timeouts = new byte[capacity];
        secrets = new boolean[capacity];
        sentIn = new long[capacity];
        sentAtNs = new long[capacity];
        for (long number = base; number < last; number++) {
            copy(old, old.slot(number), slot(number));
        }
    }

    private void adopt(SentMessages other) {
        contents = other.contents;
        lengths = other.lengths;
        states = other.states;
        timeouts = other.timeouts;
        secrets = other.secrets;
        sentIn = other.sentIn;
        sentAtNs = other.sentAtNs;
    }

    private void copy(SentMessages from, int source, int target) {
        contents[target] = from.contents[source];
        lengths[target] = from.lengths[source];
        states[target] = from.states[source];
        timeouts[target] = from.timeouts[source];
        secrets[target] = from.secrets[source];
        sentIn[target] = from.sentIn[source];
        sentAtNs[target] = from.sentAtNs[source];
    }

    void put(long number, UnsafeBuffer content, int length, boolean secret) {
        int slot = slot(number);
        contents[slot] = content;
        lengths[slot] = (short) length;
        states[slot] = WAITING;
        timeouts[slot] = 0;
        secrets[slot] = secret;
    }

    void onSent(long number, long sequence, long nowNs) {
        int slot = slot(number);
        states[slot] = IN_FLIGHT;
        sentIn[slot] = sequence;
        sentAtNs[slot] = nowNs;
    }

    /** Takes the content out: the caller gives it back to the pool. */
    UnsafeBuffer takeContent(long number) {
        int slot = slot(number);
        UnsafeBuffer content = contents[slot];
        contents[slot] = null;
        if (content == null) {
            throw new IllegalStateException("message " + number + " has no content any more");
        }
        return content;
    }

    @Nullable UnsafeBuffer content(long number) {
        return contents[slot(number)];
    }

    int length(long number) {
        return lengths[slot(number)];
    }

    byte state(long number) {
        return states[slot(number)];
    }

    void state(long number, byte state) {
        states[slot(number)] = state;
    }

    int timeouts(long number) {
        return timeouts[slot(number)];
    }

    void onTimeout(long number) {
        timeouts[slot(number)]++;
    }

    boolean isSecret(long number) {
        return secrets[slot(number)];
    }

    long sentIn(long number) {
        return sentIn[slot(number)];
    }

    long sentAtNs(long number) {
        return sentAtNs[slot(number)];
    }

    private int slot(long number) {
        return (int) number & (contents.length - 1);
    }
}
