package dev.shadowland.protocol.reliability;

/**
 * The datagrams that a peer sent and whose fate it does not know yet. Each is reported exactly
 * once: acknowledged, or lost, which is when three later ones were acknowledged before it (RFC
 * 9002's packet threshold), when it fell out of the ack field, or when {@link #CAPACITY} more were
 * sent. One that was only late is told of again, by {@link Fate#onAckedLate}. Owned by one thread.
 */
public final class SentWindow {
    /** Datagrams in flight that are remembered. */
    public static final int CAPACITY = 256;

    private static final int FIELD = 64;
    private static final int REORDER_THRESHOLD = 3;

    private static final byte OPEN = 0;
    private static final byte ACKED = 1;
    private static final byte LOST = 2;

    private final byte[] fates = new byte[CAPACITY];
    private long oldest;
    private long next;
    private long newestLost = -1;

    /** Told of each datagram's fate, by its sequence. */
    public interface Fate {
        void onAcked(long sequence);

        void onLost(long sequence);

        /** It was reported lost, and arrived after all. */
        default void onAckedLate(long sequence) {}
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
        fates[slot(next)] = OPEN;
        next++;
    }

    /** Whether an honest peer can send this ack: it names no sequence that was never sent. */
    public boolean isPossible(long newest, long bits) {
        return newest >= 0 && newest < next && (newest >= FIELD || bits >>> newest == 0);
    }

    /** Whether the datagram was sent so recently that it is remembered. */
    public boolean remembers(long sequence) {
        return sequence >= next - CAPACITY && sequence < next;
    }

    /**
     * Applies an ack field.
     *
     * @return false when it acknowledges a sequence that was never sent, below 0 too: the peer is
     *     hostile
     */
    public boolean onAck(long newest, long bits, Fate fate) {
        if (!isPossible(newest, bits)) {
            return false;
        }
        for (long sequence = firstToLookAt(newest); sequence <= newest; sequence++) {
            if (isAcked(sequence, newest, bits)) {
                resolve(sequence, true, fate);
            } else if (newest - sequence >= REORDER_THRESHOLD) {
                resolve(sequence, false, fate);
            }
        }
        while (oldest < next && fates[slot(oldest)] != OPEN) {
            oldest++;
        }
        return true;
    }

    private long firstToLookAt(long newest) {
        long field = Math.max(newest - FIELD, Math.max(0, next - CAPACITY));
        return newestLost >= field ? Math.min(oldest, field) : oldest;
    }

    private static boolean isAcked(long sequence, long newest, long bits) {
        long back = newest - sequence;
        return back == 0 || (back <= FIELD && (bits >>> (back - 1) & 1) != 0);
    }

    private void resolve(long sequence, boolean acked, Fate fate) {
        byte known = fates[slot(sequence)];
        if (known == ACKED || (known == LOST && !acked)) {
            return;
        }
        fates[slot(sequence)] = acked ? ACKED : LOST;
        if (known == LOST) {
            fate.onAckedLate(sequence);
        } else if (acked) {
            fate.onAcked(sequence);
        } else {
            newestLost = Math.max(newestLost, sequence);
            fate.onLost(sequence);
        }
    }

    private static int slot(long sequence) {
        return (int) sequence & (CAPACITY - 1);
    }
}
