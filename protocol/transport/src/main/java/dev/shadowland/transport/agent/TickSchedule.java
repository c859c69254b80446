package dev.shadowland.transport.agent;

/**
 * When each tick of the cluster is due: tick n begins at origin + n ÷ rate. Pure integer
 * arithmetic, exact for every rate that does not divide a second, the same on every node, without
 * drift. Times are nanoseconds since 1970; times before the origin have negative ticks.
 *
 * @param originMs when tick 0 begins, milliseconds since 1970, 0..9 × 10^12
 * @param rateHz ticks per second, 1..1000
 */
public record TickSchedule(long originMs, int rateHz) {
    private static final long BILLION = 1_000_000_000L;
    private static final long MAX_ORIGIN_MS = 9_000_000_000_000L;

    public TickSchedule {
        if (originMs < 0 || originMs > MAX_ORIGIN_MS) {
            throw new IllegalArgumentException("origin out of range: " + originMs + " ms");
        }
        if (rateHz < 1 || rateHz > 1000) {
            throw new IllegalArgumentException("tick rate must be 1..1000 Hz: " + rateHz);
        }
    }

    /**
     * The tick whose time has come at {@code epochNs}: the greatest n that begins at or before it.
     */
    public long tickAt(long epochNs) {
        long since = Math.subtractExact(epochNs, originMs * 1_000_000);
        return Math.floorDiv(since, BILLION) * rateHz
                + Math.floorMod(since, BILLION) * rateHz / BILLION;
    }

    /**
     * The first nanosecond of a tick, so that {@code tickAt(startNs(n)) == n} and {@code
     * tickAt(startNs(n) - 1) == n - 1}.
     *
     * @throws ArithmeticException for a tick centuries away
     */
    public long startNs(long tick) {
        long seconds = Math.floorDiv(tick, (long) rateHz);
        long within = Math.floorMod(tick, (long) rateHz);
        long withinNs = (within * BILLION + rateHz - 1) / rateHz;
        return Math.addExact(
                originMs * 1_000_000,
                Math.addExact(Math.multiplyExact(seconds, BILLION), withinNs));
    }

    /** Length of a tick in nanoseconds, rounded down; for budgets, never for adding up. */
    public long periodNs() {
        return BILLION / rateHz;
    }
}
