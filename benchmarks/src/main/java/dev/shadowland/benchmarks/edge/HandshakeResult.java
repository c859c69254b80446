package dev.shadowland.benchmarks.edge;

/**
 * Full handshakes, from the Connect to the proof of both keys, through the public-key thread.
 *
 * @param completed connections that were established in the window
 * @param seconds of the window
 * @param perSecond what was seen, load and server sharing this machine's cores
 * @param serverCpuMicros CPU of all the server's threads for one
 * @param perSecondAndCore what one core does that only serves
 */
public record HandshakeResult(
        long completed,
        double seconds,
        double perSecond,
        double serverCpuMicros,
        double perSecondAndCore) {
    static HandshakeResult of(long completed, long elapsedNs, long cpuNs) {
        double seconds = elapsedNs / 1e9;
        return new HandshakeResult(
                completed,
                seconds,
                completed / seconds,
                cpuNs / 1e3 / Math.max(1, completed),
                completed * 1e9 / Math.max(1, cpuNs));
    }
}
