package dev.shadowland.protocol.client;

/**
 * Which of the world's events a client has: each is taken once and in order; the receipt says up to
 * which number, at once when that changed or an event was repeated, and once a second in any case,
 * for a cell that was restored after a death learns it from there. Owned by the client's thread.
 */
public final class EventInbox {
    private static final long REPEAT_NS = 1_000_000_000L;

    private long newest;
    private boolean due = true;
    private long toldNs;

    /** An event arrived; whether it is the next one and to be acted on. */
    public boolean onEvent(long number) {
        due = true;
        if (number != newest + 1) {
            return false;
        }
        newest = number;
        return true;
    }

    /** Whether a receipt is due. */
    public boolean isReceiptDue(long nowNs) {
        return due || nowNs - toldNs >= REPEAT_NS;
    }

    /** The number for the receipt that is being sent. */
    public long takeReceipt(long nowNs) {
        due = false;
        toldNs = nowNs;
        return newest;
    }

    /** Newest event taken, 0 before the first. */
    public long newest() {
        return newest;
    }
}
