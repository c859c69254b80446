package dev.shadowland.protocol.limits;

/**
 * A rate and how much of it may come at once, as a token bucket of one number (the generic cell
 * rate algorithm, ITU-T I.371): the bucket holds the moment until which what came is paid for, and
 * what would bring it further ahead than the burst is refused. A bucket that was never used holds
 * {@link #FRESH}.
 *
 * @param costNs of one unit: a second ÷ the rate
 * @param burstNs how far ahead a bucket may be
 */
public record Rate(long costNs, long burstNs) {
    /** A bucket that nobody took from. */
    public static final long FRESH = Long.MIN_VALUE;

    /** What {@link #take} gives when the bucket does not allow it. */
    public static final long REFUSED = Long.MAX_VALUE;

    private static final long NS_PER_SECOND = 1_000_000_000L;

    /**
     * A rate of which so many seconds' worth may come at once.
     *
     * @param perSecond 1..10^9
     */
    public static Rate of(long perSecond, double burstSeconds) {
        if (perSecond < 1 || perSecond > NS_PER_SECOND || burstSeconds <= 0) {
            throw new IllegalArgumentException(
                    "a rate of %d per second with a burst of %s s"
                            .formatted(perSecond, burstSeconds));
        }
        long costNs = NS_PER_SECOND / perSecond;
        return new Rate(costNs, Math.max(costNs, (long) (burstSeconds * NS_PER_SECOND)));
    }

    /**
     * Takes so many units.
     *
     * @param bucket what it held
     * @return what it holds now, or {@link #REFUSED}: then it stays as it was
     */
    public long take(long bucket, int units, long nowNs) {
        long paidUntilNs = bucket == FRESH || bucket - nowNs < 0 ? nowNs : bucket;
        long nextNs = paidUntilNs + units * costNs;
        return nextNs - nowNs > burstNs ? REFUSED : nextNs;
    }
}
