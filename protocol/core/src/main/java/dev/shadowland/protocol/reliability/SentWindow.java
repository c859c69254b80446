package dev.shadowland.protocol.reliability;

/**
 * The datagrams that a peer sent and whose fate it does not know yet. Each is reported exactly
 * once: acknowledged, or lost, which is when three later ones were acknowledged before it (RFC
 * 9002's packet threshold), when it fell out of the ack field, or when {@link #CAPACITY} more were
 * sent. Owned by one thread.
 */
public final class SentWindow {
    /** Datagrams in flight that are remembered. */
    public static final int CAPACITY = 256;

    private static final int REORDER_THRESHOLD = 3;

    private final boolean[] resolved = new boolean[CAPACITY];
    private long oldest;
    private long next;

    /** Told of each datagram's fate, by its sequence. */
    public interface Fate {
        void onAcked(long sequence);

        void onLost(long sequence);
    }

    /** Takes note of the next sequence being sent; sequences count up from 0 without a gap. */
    public void onSent(long sequence, Fate fate) {
        if (sequence != next) {
            throw new IllegalArgumentException("sent " + sequence + " when " + next + " is next");
        }
        if (next - oldest == CAPACITY) {
            resolve(oldest, false, fate);
            oldest++;
        }
        resolved[slot(next)] = false;
        next++;
    }

    /**
     * Applies an ack field.
     *
     * @return false when it acknowledges a sequence that was never sent, below 0 too: the peer is
     *     hostile
     */
    public boolean onAck(long newest, long bits, Fate fate) {
        if (newest < 0 || newest >= next || (newest < 64 && bits >>> newest != 0)) {
            return false;
        }
        for (long sequence = oldest; sequence <= newest; sequence++) {
            if (isAcked(sequence, newest, bits)) {
                resolve(sequence, true, fate);
            } else if (newest - sequence >= REORDER_THRESHOLD) {
                resolve(sequence, false, fate);
            }
        }
        while (oldest < next && resolved[slot(oldest)]) {
            oldest++;
        }
        return true;
    }

    private static boolean isAcked(long sequence, long newest, long bits) {
        long back = newest - sequence;
        return back == 0 || (back <= 64 && (bits >>> (back - 1) & 1) != 0);
    }

    private void resolve(long sequence, boolean acked, Fate fate) {
        if (resolved[slot(sequence)]) {
            return;
        }
        resolved[slot(sequence)] = true;
        if (acked) {
            fate.onAcked(sequence);
        } else {
            fate.onLost(sequence);
        }
    }

    private static int slot(long sequence) {
        return (int) sequence & (CAPACITY - 1);
    }
}
