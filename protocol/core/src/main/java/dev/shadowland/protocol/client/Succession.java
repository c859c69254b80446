package dev.shadowland.protocol.client;

/**
 * Whose word on the world counts, and for how long what an earlier source told is kept: as long as
 * the present one goes on telling of it anew. How long that takes depends on how much there is to
 * tell and how little the path carries; at the least send budget a crowd takes many seconds. Owned
 * by the world's thread.
 */
final class Succession {
    private final int quietTicks;
    private long since = ReplicatedWorld.NO_TICK;
    private long settledSince = ReplicatedWorld.NO_TICK;
    private long lastAnewTick;

    /** Of what is kept, all is taken for told of once none was told of anew for so many ticks. */
    Succession(int quietTicks) {
        this.quietTicks = quietTicks;
    }

    /** Since when the present source tells, which names it; 0 before the first. */
    long since() {
        return since == ReplicatedWorld.NO_TICK ? 0 : since;
    }

    /**
     * A head names a source, by the low 32 bits of a tick near another; whether that is one before
     * the present one.
     */
    boolean isOfPredecessor(long wireSince, long nearTick) {
        long source = TickCount.near(wireSince, nearTick);
        if (source > since) {
            since = source;
            lastAnewTick = source;
        }
        return source < since;
    }

    /** The present source told for the first time of what an earlier one told. */
    void onToldAnew(long tick) {
        lastAnewTick = Math.max(lastAnewTick, tick);
    }

    /** Whether what was not told of anew is gone; says so once for each source. */
    boolean isSettledNow(long newestTick) {
        if (settledSince == since || newestTick < lastAnewTick + quietTicks) {
            return false;
        }
        settledSince = since;
        return true;
    }
}
