package dev.shadowland.benchmarks.edge;

import java.util.List;
import java.util.Set;

/**
 * How much is run.
 *
 * @param sockets client sockets
 * @param rounds rounds A-B-B-A per setting; the variants get one less, at least one
 * @param seconds measuring window of a leg
 * @param warmupSeconds load before the first leg, per server and payload
 * @param rates datagrams per second and client
 * @param payloads bytes
 * @param parts what is run
 */
public record EdgeOptions(
        int sockets,
        int rounds,
        double seconds,
        double warmupSeconds,
        List<Integer> rates,
        List<Integer> payloads,
        Set<Part> parts) {
    /** What can be left out. */
    public enum Part {
        /** The echo through the gateway as it runs. */
        ECHO,
        /** The same with the portable cipher. */
        BOUNCYCASTLE,
        /** The same over Aeron. */
        AERON,
        /** Handshakes per second of a core. */
        HANDSHAKES,
        /** Bytes answered to somebody unknown. */
        UNKNOWN,
        /** One and two workers as fast as they go. */
        SATURATION,
        /** Compression of recorded traffic. */
        LZ4
    }

    /** The measuring window. */
    public long windowNs() {
        return (long) (seconds * 1e9);
    }

    /** The warm-up. */
    public long warmupNs() {
        return (long) (warmupSeconds * 1e9);
    }
}
