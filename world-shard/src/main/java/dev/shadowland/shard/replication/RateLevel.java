package dev.shadowland.shard.replication;

import dev.shadowland.shard.interest.Rings;

/**
 * At which level of {@link Rings#levels} a viewer is told of others: one sparser when there was
 * more to tell than room, for choosing takes time; one denser when there is room left. Whether the
 * denser one would do, only going there tells: when that fails, the next try waits twice as long,
 * for every change takes a whole look at who is around. Owned by the cell's thread.
 */
final class RateLevel {
    /** Ticks from a step to a sparser level to the next try, at least and at most. */
    static final int LEAST_PATIENCE = 30;

    static final int MOST_PATIENCE = 1_200;

    /** Ticks after a step to a denser level in which a step back means that it was too early. */
    static final int TRIAL_TICKS = 60;

    private int level;
    private long wantedBytes;
    private long roomBytes;
    private int patience;
    private long tryTick;
    private long triedTick;
    private long changedTick;
    private int doubtSince;
    private int doubtRounds;

    RateLevel() {
        reset();
    }

    /** Everything at its usual rate. */
    void reset() {
        level = 0;
        patience = LEAST_PATIENCE;
        tryTick = 0;
        triedTick = Long.MIN_VALUE / 2;
        changedTick = Long.MIN_VALUE / 2;
        doubtRounds = 0;
        wantedBytes = 0;
        roomBytes = 0;
    }

    /** 0 or more. */
    int level() {
        return level;
    }

    /** Whether the level was the same already at a tick, of which the low 32 bits are given. */
    boolean isSince(int tick) {
        return tick - (int) changedTick >= 0;
    }

    /** A snapshot was to have so many bytes and had room for so many. */
    void onPressure(int wanted, int room) {
        wantedBytes += wanted;
        roomBytes += room;
    }

    /**
     * Takes the level that the pressure asks for: that since the last call, and of what was before
     * at the same level half as much per call.
     *
     * @return whether it is another one
     */
    boolean adapt(long tick, int densest, int sparsest) {
        int before = level;
        if (wantedBytes > roomBytes) {
            level++;
            boolean wasTooEarly = tick - triedTick <= TRIAL_TICKS;
            patience = wasTooEarly ? Math.min(2 * patience, MOST_PATIENCE) : LEAST_PATIENCE;
            tryTick = tick + patience;
        } else if (level > densest && mayTry(tick)) {
            level--;
            triedTick = tick;
        }
        level = Math.clamp(level, densest, sparsest);
        changedTick = level == before ? changedTick : tick;
        wantedBytes = level == before ? wantedBytes / 2 : 0;
        roomBytes = level == before ? roomBytes / 2 : 0;
        return level != before;
    }

    /**
     * Turns are others now: until everybody had one, what changed since the last one of before may
     * not have been told.
     *
     * @param sinceTick tick of the oldest last turn of before
     * @param rounds in which everybody has a turn
     */
    void doubt(int sinceTick, int rounds) {
        boolean isSooner = doubtRounds == 0 || sinceTick - doubtSince < 0;
        doubtSince = isSooner ? sinceTick : doubtSince;
        doubtRounds = rounds;
    }

    /** Whether it may be more than since the last turn that is to be told. */
    boolean isInDoubt() {
        return doubtRounds > 0;
    }

    /** Tick after which what changed may not have been told, while in doubt. */
    int doubtSince() {
        return doubtSince;
    }

    /** Those whose turn it was were told. */
    void endRound() {
        doubtRounds = Math.max(doubtRounds - 1, 0);
    }

    /** Nobody is told by turns. */
    void endDoubt() {
        doubtRounds = 0;
    }

    private boolean mayTry(long tick) {
        boolean fitsCertainly = wantedBytes < roomBytes * 2 / 5;
        return fitsCertainly || (wantedBytes < roomBytes * 3 / 4 && tick >= tryTick);
    }
}
