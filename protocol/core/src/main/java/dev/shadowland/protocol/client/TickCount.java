package dev.shadowland.protocol.client;

/**
 * Ticks on the wire are the low 32 bits of a count that runs on. The one that is meant is the
 * nearest to another: two are compared by their signed difference modulo 2³².
 */
final class TickCount {
    private TickCount() {}

    /** The count with these low 32 bits that is less than 2³¹ away from another, or that before. */
    static long near(long tick, long other) {
        return other + (int) (tick - other);
    }
}
