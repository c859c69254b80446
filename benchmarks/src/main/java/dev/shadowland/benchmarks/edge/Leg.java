package dev.shadowland.benchmarks.edge;

/**
 * What one server did in one measuring window.
 *
 * @param asked datagrams sent to it
 * @param answered of them that came back, in the window or soon after it
 * @param echoes that came back in the window
 * @param cpuNs CPU time of all its threads in the window
 * @param allocatedBytes by all its threads
 * @param elapsedNs length of the window
 * @param skipped questions that the load had no time to ask
 */
public record Leg(
        long asked,
        long answered,
        long echoes,
        long cpuNs,
        long allocatedBytes,
        long elapsedNs,
        long skipped) {

    /** The sum of two windows. */
    public Leg plus(Leg other) {
        return new Leg(
                asked + other.asked,
                answered + other.answered,
                echoes + other.echoes,
                cpuNs + other.cpuNs,
                allocatedBytes + other.allocatedBytes,
                elapsedNs + other.elapsedNs,
                skipped + other.skipped);
    }

    /** CPU µs per echo of the window; infinite when there was none. */
    public double cpuMicrosPerEcho() {
        return cpuNs / 1_000.0 / echoes;
    }

    /** Bytes allocated per echo of the window. */
    public double allocatedBytesPerEcho() {
        return (double) allocatedBytes / echoes;
    }
}
