package dev.shadowland.loadtest.report;

/** Times of one kind in milliseconds; all 0 when nothing was measured. */
public record Percentiles(double p50, double p99, double p999, double max) {
    /** Nothing was measured. */
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0);
}
