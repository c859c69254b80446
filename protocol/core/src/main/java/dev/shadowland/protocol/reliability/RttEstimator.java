package dev.shadowland.protocol.reliability;

/** Smoothed round-trip time and its variation (RFC 6298), in nanoseconds. Owned by one thread. */
public final class RttEstimator {
    private long smoothed = -1;
    private long variation;
    private long latest = -1;

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
}
