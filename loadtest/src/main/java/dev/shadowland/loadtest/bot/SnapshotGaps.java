package dev.shadowland.loadtest.bot;

/**
 * How long a bot in the world waits from one snapshot to the next. It looks at its own clock: what
 * never comes must count too. Owned by the bot's thread; does not allocate, but for a violation.
 */
final class SnapshotGaps {
    /**
     * A bot that is in the world and has heard nothing of it for longer has lost it. When a shard
     * dies, the cluster takes up to 3 s to say so, the living may wait 3 s more for the log of the
     * dead, and a gateway asks for the player's cell after 1.5 s: half of this. It is the 15 s of
     * silence that end a connection and a second more, so that a gateway's death is told as the
     * disconnects that it is.
     */
    static final long SILENT_NS = 16_000_000_000L;

    /**
     * Who has heard nothing for so long when the run ends is counted as left without the world: the
     * run ends before {@link #SILENT_NS} could tell. Twice what a gateway waits before it asks for
     * the player's cell.
     */
    static final long SILENT_AT_END_NS = 3_000_000_000L;

    private final WorldChecks checks;
    private final BotMeters meters;
    private long lastNs;
    private boolean isTold;

    /** The first one begins when the bot is in the world. */
    SnapshotGaps(WorldChecks checks, BotMeters meters, long nowNs) {
        this.checks = checks;
        this.meters = meters;
        lastNs = nowNs;
    }

    /** A snapshot came. */
    void onSnapshot(long nowNs) {
        end(nowNs);
        isTold = false;
    }

    /** Time passes. */
    void onTime(long nowNs) {
        long gapNs = nowNs - lastNs;
        meters.onGap(gapNs);
        if (gapNs > SILENT_NS && !isTold) {
            isTold = true;
            checks.onSilent(gapNs);
        }
    }

    /** Whether a run that ends now leaves the bot without the world. */
    boolean isSilent(long nowNs) {
        return nowNs - lastNs > SILENT_AT_END_NS;
    }

    /** The gap that is open counts with the length that it has. */
    void end(long nowNs) {
        onTime(nowNs);
        meters.snapshotGap().record(nowNs - lastNs);
        lastNs = nowNs;
    }
}
