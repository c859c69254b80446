package dev.shadowland.shard.interest;

/**
 * When a view was renewed, as the low 32 bits of ticks: a view that skips ticks has fewer renewals.
 * Owned by the cell's thread.
 */
final class RenewalTicks {
    /** Renewals that are told apart. */
    static final int KEPT = 16;

    private final int[] ticks = new int[2 * KEPT];
    private int count;

    /** The view is renewed. */
    void add(int tick) {
        ticks[++count & (ticks.length - 1)] = tick;
    }

    /** Renewals after a tick; more than {@link #KEPT} when there are too many to tell. */
    int after(int tick) {
        int after = 0;
        while (after <= KEPT
                && after != count
                && ticks[(count - after) & (ticks.length - 1)] - tick > 0) {
            after++;
        }
        return after;
    }
}
