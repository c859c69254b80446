package dev.shadowland.gateway.worker;

/**
 * Times and bounds of a worker's sessions.
 *
 * @param enterTimeoutNs how long a session may take to prove itself, then to enter (WIRE: 10 s)
 * @param enterRetryNs how long the control plane may be silent before a client's repeat is passed
 *     on again
 * @param rejoinAfterNs silence of the cell after which it is asked for again (1.5 s)
 * @param rejoinRetryNs how often (2 s)
 * @param reportIntervalNs how often a cell gets a report of a viewer: a tick
 * @param viewerBudgetBytes bytes of a snapshot, 300..1100
 * @param maxSessions sessions of one worker; then new clients are told that it is full
 * @param mostHeldBytes of what arrived early, for all sessions of one worker together
 */
public record SessionSettings(
        long enterTimeoutNs,
        long enterRetryNs,
        long rejoinAfterNs,
        long rejoinRetryNs,
        long reportIntervalNs,
        int viewerBudgetBytes,
        int maxSessions,
        long mostHeldBytes) {
    private static final long MS = 1_000_000;

    /** The defaults. */
    public static final SessionSettings DEFAULT =
            new SessionSettings(
                    10_000 * MS,
                    1_000 * MS,
                    1_500 * MS,
                    2_000 * MS,
                    1_000 * MS / 60,
                    1_100,
                    10_000,
                    64L << 20);

    /** Checks the ranges. */
    public SessionSettings {
        if (viewerBudgetBytes < 300 || viewerBudgetBytes > 1_100) {
            throw new IllegalArgumentException(
                    "viewer budget " + viewerBudgetBytes + " is outside 300..1100 bytes");
        }
        if (maxSessions < 1) {
            throw new IllegalArgumentException(
                    "a worker with room for " + maxSessions + " sessions");
        }
    }

    /**
     * Sessions that may stand outside of the world; with one more the longest there is turned away.
     */
    int maxOutsideWorld() {
        return Math.max(64, maxSessions / 4);
    }
}
