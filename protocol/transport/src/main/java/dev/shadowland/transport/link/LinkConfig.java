package dev.shadowland.transport.link;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a node uses Aeron. With Aeron's own timeouts the death of one process stalls the living for
 * ten seconds and more; with too short ones a machine that stands still for a moment loses every
 * node on it.
 *
 * @param aeronDir directory shared with the driver, best under /dev/shm
 * @param termLength bytes of a log's term, a power of two, 64 KiB..1 GiB; a log takes three. A
 *     frame may be an eighth of it
 * @param clientLiveness silence after which the driver gives up a client, and the client a stall of
 *     its own; at most 5 s
 * @param keepAlive how often a client tells the driver that it lives
 * @param driverTimeout silence after which a client gives up the driver
 */
public record LinkConfig(
        Path aeronDir,
        LinkMode mode,
        int termLength,
        Duration clientLiveness,
        Duration keepAlive,
        Duration driverTimeout) {
    /** 4 MiB. */
    public static final int DEFAULT_TERM_LENGTH = 4 << 20;

    private static final int MIN_TERM_LENGTH = 64 << 10;
    private static final int MAX_TERM_LENGTH = 1 << 30;
    private static final Duration MAX_LIVENESS = Duration.ofSeconds(5);
    private static final Duration KEEP_ALIVE = Duration.ofMillis(250);

    public LinkConfig {
        if (Integer.bitCount(termLength) != 1
                || termLength < MIN_TERM_LENGTH
                || termLength > MAX_TERM_LENGTH) {
            throw new IllegalArgumentException(
                    "term length must be a power of two, 64 KiB..1 GiB: " + termLength);
        }
        if (clientLiveness.compareTo(MAX_LIVENESS) > 0) {
            throw new IllegalArgumentException(
                    "client liveness must be at most 5 s: " + clientLiveness);
        }
        if (keepAlive.multipliedBy(2).compareTo(clientLiveness) > 0) {
            throw new IllegalArgumentException(
                    "keep-alive must be at most half the client liveness: " + keepAlive);
        }
    }

    /**
     * The timeouts of nodes that keep alive every 250 ms.
     *
     * @param patience stall that is no death yet; of the driver, twice as long
     */
    public static LinkConfig of(Path aeronDir, LinkMode mode, int termLength, Duration patience) {
        return new LinkConfig(
                aeronDir, mode, termLength, patience, KEEP_ALIVE, patience.multipliedBy(2));
    }
}
