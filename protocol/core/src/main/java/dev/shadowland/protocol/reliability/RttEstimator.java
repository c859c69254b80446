package dev.shadowland.protocol.reliability;

/**
 * Smoothed round-trip time, its variation, and the resend timeout that follows (RFC 6298), in
 * nanoseconds. Owned by one thread.
 */
public final class RttEstimator {
    /** Least resend timeout. */
    public static final long LEAST_RTO_NS = 100_000_000;

    /** Longest resend timeout, backoff included. */
    public static final long LONGEST_RTO_NS = 2_000_000_000;

    /** How long a peer may keep back the ack of reliable content; part of the timeout. */
    private static final long PEER_DELAY_NS = 25_000_000;

    private final long firstRtoNs;
    private long smoothed = -1;
    private long variation;
    private long latest = -1;

    /** Without a sample; until then the timeout is {@code firstRtoNs}. */
    public RttEstimator(long firstRtoNs) {
        this.firstRtoNs = firstRtoNs;
    }

    /** Takes a sample; one below 0 is ignored. */
    public void onSample(long rttNs) {
        if (rttNs < 0) {
            return;
        }
        latest = rttNs;
        if (smoothed < 0) {
            smoothed = rttNs;
            variation = rttNs / 2;
            return;
        }
        variation += (Math.abs(smoothed - rttNs) - variation) / 4;
        smoothed += (rttNs - smoothed) / 8;
    }

    /** Forgets all samples: the path is another. */
    public void reset() {
        smoothed = -1;
        variation = 0;
        latest = -1;
    }

    /** Smoothed round trip, -1 before the first sample. */
    public long smoothedNs() {
        return smoothed;
    }

    /** Last sample, -1 before the first. */
    public long latestNs() {
        return latest;
    }

    /** Mean deviation. */
    public long variationNs() {
        return variation;
    }

    /** How long to wait for an ack before the first resend, 100 ms..2 s. */
    public long rtoNs() {
        if (smoothed < 0) {
            return firstRtoNs;
        }
        return Math.clamp(smoothed + 4 * variation + PEER_DELAY_NS, LEAST_RTO_NS, LONGEST_RTO_NS);
    }

    /** The timeout after so many that passed without an ack, doubled each time, at most 2 s. */
    public long rtoNs(int passed) {
        return Math.min(LONGEST_RTO_NS, rtoNs() << Math.min(passed, 8));
    }
}
