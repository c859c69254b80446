package dev.shadowland.protocol.client;

/**
 * Which of the world's events a client has: each is taken once and in order, of the newest source
 * only, for a successor may number another event the same. The receipt tells that source up to
 * which number: at once when that changed, an event was repeated, or the source is new and numbers
 * on from there; and once a second in any case. Owned by the client's thread.
 */
public final class EventInbox {
    private static final long REPEAT_NS = 1_000_000_000L;
    private static final long NO_SOURCE = -1;

    private long newest;
    private long since = NO_SOURCE;
    private boolean due;
    private long toldNs;

    /**
     * A snapshot's head named its source, of which the low 32 bits count; an older one than the
     * newest changes nothing.
     */
    public void onHead(long source) {
        if (since == NO_SOURCE || TickCount.near(source, since) > since) {
            since = source & 0xFFFF_FFFFL;
            due = true;
        }
    }

    /** An event arrived; whether it is the next one of the newest source, and to be acted on. */
    public boolean onEvent(long number, long source) {
        onHead(source);
        if (TickCount.near(source, since) < since) {
            return false;
        }
        due = true;
        if (number != newest + 1) {
            return false;
        }
        newest = number;
        return true;
    }

    /** Whether a receipt is due; not before the first head. */
    public boolean isReceiptDue(long nowNs) {
        return due || (since != NO_SOURCE && nowNs - toldNs >= REPEAT_NS);
    }

    /** The number for the receipt that is being sent, to the source {@link #since}. */
    public long takeReceipt(long nowNs) {
        due = false;
        toldNs = nowNs;
        return newest;
    }

    /** Newest source heard of, u32; -1 before the first. */
    public long since() {
        return since;
    }

    /** Newest event taken, 0 before the first. */
    public long newest() {
        return newest;
    }
}
