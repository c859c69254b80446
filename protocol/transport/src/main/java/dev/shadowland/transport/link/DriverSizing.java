package dev.shadowland.transport.link;

/**
 * What an Aeron driver needs, computed before it starts so that it can be printed.
 *
 * @param termLength bytes of one term
 * @param initialWindow bytes in flight to a receiver: two ticks of peak traffic, as far as the
 *     socket buffer and half a term allow
 * @param socketBuffer bytes of the kernel's buffers of each backplane socket
 * @param sharedMemoryBytes needed in /dev/shm when every log is full
 */
public record DriverSizing(
        int termLength, int initialWindow, int socketBuffer, long sharedMemoryBytes) {
    private static final int MIN_WINDOW = 128 << 10;
    private static final long LOG_META_BYTES = 4096;
    private static final long FIXED_BYTES = 16L << 20;

    /**
     * Computes the sizes.
     *
     * @param peakBytesPerTick most bytes one receiver gets in a tick, such as 1 000 clients × 1 100
     * @param logs publications and UDP images the driver holds at once
     * @param grantedSocketBuffer most the kernel gives a socket, bytes
     */
    public static DriverSizing of(
            LinkConfig config, long peakBytesPerTick, int logs, int grantedSocketBuffer) {
        long wanted = powerOfTwo(Math.max(MIN_WINDOW, 2 * peakBytesPerTick));
        int window = (int) Math.min(wanted, Math.min(grantedSocketBuffer, config.termLength() / 2));
        long shared = FIXED_BYTES + logs * (3L * config.termLength() + LOG_META_BYTES);
        return new DriverSizing(config.termLength(), window, grantedSocketBuffer, shared);
    }

    /** One line for the log at start. */
    public String text() {
        return "term %d KiB, window %d KiB, socket buffers %d KiB, up to %d MiB of /dev/shm"
                .formatted(
                        termLength >> 10,
                        initialWindow >> 10,
                        socketBuffer >> 10,
                        (sharedMemoryBytes + (1 << 20) - 1) >> 20);
    }

    private static long powerOfTwo(long atLeast) {
        long highest = Long.highestOneBit(atLeast);
        return highest == atLeast ? atLeast : highest << 1;
    }
}
