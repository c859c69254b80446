package dev.shadowland.protocol.reliability;

/**
 * When reliable messages go again and when their connection is given up. Each end has its own.
 *
 * @param firstTimeoutNs resend timeout before the first sample of the round trip (seed: 250 ms)
 * @param tries timeouts of one message after which it is given up, 1..100 (seed: 10)
 */
public record Resends(long firstTimeoutNs, int tries) {
    /** The seed's. */
    public static final Resends DEFAULT = new Resends(250_000_000, 10);

    private static final int MOST_TRIES = 100;

    /** Checks the ranges. */
    public Resends {
        if (firstTimeoutNs < RttEstimator.LEAST_RTO_NS
                || firstTimeoutNs > RttEstimator.LONGEST_RTO_NS
                || tries < 1
                || tries > MOST_TRIES) {
            throw new IllegalArgumentException(
                    "a first timeout of " + firstTimeoutNs + " ns and " + tries + " tries");
        }
    }
}
