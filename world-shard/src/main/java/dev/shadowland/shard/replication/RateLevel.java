package dev.shadowland.shard.replication;

import dev.shadowland.shard.interest.Rings;

/**
 * At which level of {@link Rings#levels} a viewer is told of others: a sparser one when there was
 * more to tell than room, for choosing takes time; a denser one when there is room left. A level
 * tells about two fifths of what the next denser one does, or more: so those are passed over that
 * cannot fit, and those that fit for certain. Whether any other would do, only going there tells:
 * when that fails, the next try waits twice as long, for every change takes a whole look at who is
 * around. Owned by the cell's thread.
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

    /** So much more than room was wanted that it was left out, and whatever was before is past. */
    void onOverflow(int wanted, int room) {
        wantedBytes = wanted;
        roomBytes = room;
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
            level += stepsToFit();
            boolean wasTooEarly = tick - triedTick <= TRIAL_TICKS;
            patience = wasTooEarly ? Math.min(2 * patience, MOST_PATIENCE) : LEAST_PATIENCE;
            tryTick = tick + patience;
        } else if (level > densest && mayTry(tick)) {
            level -= Math.max(1, stepsToSpare());
            triedTick = tick;
        }
        level = Math.clamp(level, densest, sparsest);
        changedTick = level == before ? changedTick : tick;
        wantedBytes = level == before ? wantedBytes / 2 : 0;
        roomBytes = level == before ? roomBytes / 2 : 0;
        return level != before;
    }

    private boolean mayTry(long tick) {
        return stepsToSpare() > 0 || (wantedBytes < roomBytes * 3 / 4 && tick >= tryTick);
    }

    /** Levels sparser of which all but the last tell too much. */
    private int stepsToFit() {
        int steps = 0;
        for (long least = wantedBytes; least > roomBytes; least = least * 2 / 5) {
            steps++;
        }
        return steps;
    }

    /** Levels denser that still leave room. */
    private int stepsToSpare() {
        int steps = 0;
        long most = roomBytes * 2 / 5;
        for (; wantedBytes < most && steps < level; most = most * 2 / 5) {
            steps++;
        }
        return steps;
    }
}
