package dev.shadowland.benchmarks.edge;

/**
 * What one server did in one measuring window.
 *
 * @param asked datagrams sent to it
 * @param answered echoes that came back
 * @param cpuNs CPU time of all its threads
 * @param allocatedBytes by all its threads
 * @param elapsedNs length of the window
 * @param skipped questions that the load had no time to ask
 */
public record Leg(
        long asked, long answered, long cpuNs, long allocatedBytes, long elapsedNs, long skipped) {

    /** The sum of two windows. */
    public Leg plus(Leg other) {
        return new Leg(
                asked + other.asked,
                answered + other.answered,
                cpuNs + other.cpuNs,
                allocatedBytes + other.allocatedBytes,
                elapsedNs + other.elapsedNs,
                skipped + other.skipped);
    }

    /** CPU µs per echo that came back; infinite when none did. */
    public double cpuMicrosPerEcho() {
        return cpuNs / 1_000.0 / answered;
    }

    /** Bytes allocated per echo that came back. */
    public double allocatedBytesPerEcho() {
        return (double) allocatedBytes / answered;
    }
}
