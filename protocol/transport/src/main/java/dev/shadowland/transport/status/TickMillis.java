package dev.shadowland.transport.status;

/** Tick durations of a measuring window in milliseconds. */
public record TickMillis(double p50, double p99, double max) {
    /** Nothing was measured. */
    public static final TickMillis NONE = new TickMillis(0, 0, 0);
}
