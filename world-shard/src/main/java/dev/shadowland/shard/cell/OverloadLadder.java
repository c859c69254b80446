package dev.shadowland.shard.cell;

/**
 * What a cell leaves out while its ticks end late: one rung more after each second with too many
 * late ticks, one less after some seconds with hardly any. A tick is late when it ends after the
 * next one was due, or when one before it was skipped. What the last step up saved says whether the
 * rung below would do; when it says no, only going there tells, once a minute. When a step down
 * fails, the next one waits twice as long. The top rung is held only while ticks are late: refusing
 * people makes nobody's tick shorter, and who is refused sees nothing of the world. Owned by the
 * cell's thread.
 */
final class OverloadLadder {
    /** Nothing is left out. */
    static final int NONE = 0;

    /** Whoever is not near is told of half as often. */
    static final int SPARSE = 1;

    /** Snapshots are made every other tick, of what there is to a tick. */
    static final int SELDOM = 2;

    /** Every other tick is left out. */
    static final int HALF_RATE = 3;

    /** Nobody new comes in. */
    static final int CLOSED = 4;

    private static final int WINDOW_TICKS = 60;
    private static final int LATE_TICKS = 15;

    /** The runtime's hiccups are not load: a second with so many is quiet all the same. */
    private static final int QUIET_LATE_TICKS = 3;

    private static final int LEAST_PATIENCE = 5;
    private static final int MOST_PATIENCE = 60;

    /** Seconds after a step whose work says what it saves: in the first one all is renewed. */
    private static final int WINDOWS_TO_LEARN = 2;

    /** Seconds after a step down in which a step up means that it was too early. */
    private static final int TRIAL_WINDOWS = 10;

    private static final int HIGHER = 1;
    private static final int LOWER = -1;

    /** No rung saves more than half; code that was not warm yet may seem to. */
    private static final double MOST_DEARER = 2;

    private final long periodNs;

    /** By rung: how many times as much work the one below is. */
    private final double[] dearerBelow = {1, 1, 1, 1, 1};

    private int rung;
    private int ticks;
    private int made;
    private int late;
    private int lateBelow;
    private long workNs;

    /** Nanoseconds of work in a tick: of the last second here, of the last before the step. */
    private double usualNs;

    private double usualBeforeNs;
    private int lastStep;
    private int windowsHere;
    private int quietWindows;
    private int quietBelowWindows;
    private int windowsNotLate;
    private int patience = LEAST_PATIENCE;
    private int windowsSinceStepDown = MOST_PATIENCE;

    /** At the foot. */
    OverloadLadder(long periodNs) {
        this.periodNs = periodNs;
    }

    /** Present rung, {@link #NONE} to {@link #CLOSED}. */
    int rung() {
        return rung;
    }

    /**
     * Whether no snapshots are made in a tick.
     *
     * @param turn by which cells take turns: neighbours have others
     */
    boolean isSilent(long tick, int turn) {
        return rung == SELDOM && ((tick + turn) & 1) == 1;
    }

    /**
     * Whether the tick is one of those that are left out.
     *
     * @param turn by which cells take turns, so that a thread's ticks are equally long
     */
    boolean leavesOut(long tick, int turn) {
        return rung >= HALF_RATE && ((tick + turn) & 1) == 1;
    }

    /**
     * A tick ended.
     *
     * @param elapsedTicks since the one before
     * @param spentNs from its scheduled start to its end
     * @param ownNs of it, from its real start on
     */
    void onTick(long elapsedTicks, long spentNs, long ownNs) {
        int periods = rung >= HALF_RATE ? 2 : 1;
        boolean isAfterSkipped = elapsedTicks > periods;
        late += isAfterSkipped || spentNs > periods * periodNs ? (int) elapsedTicks : 0;
        lateBelow += isAfterSkipped || wouldBeLateBelow(spentNs, ownNs) ? (int) elapsedTicks : 0;
        ticks += (int) elapsedTicks;
        workNs += ownNs;
        made++;
        boolean hasFailed = windowsSinceStepDown == 0 && late >= LATE_TICKS;
        if (ticks >= WINDOW_TICKS || hasFailed) {
            endWindow();
            ticks = 0;
            made = 0;
            late = 0;
            lateBelow = 0;
            workNs = 0;
        }
    }

    /** At half rate the others of the thread have turns too, and would all come before this one. */
    private boolean wouldBeLateBelow(long spentNs, long ownNs) {
        double waitedNs = (rung == HALF_RATE ? 2 : 1) * (spentNs - ownNs);
        double ownBelowNs = usualNs > 0 ? usualNs : ownNs;
        return dearerBelow[rung] * (waitedNs + ownBelowNs) > periodNs;
    }

    private void endWindow() {
        learn();
        windowsSinceStepDown++;
        quietWindows = late <= QUIET_LATE_TICKS ? quietWindows + 1 : 0;
        quietBelowWindows = lateBelow <= QUIET_LATE_TICKS ? quietBelowWindows + 1 : 0;
        windowsNotLate = late < LATE_TICKS ? windowsNotLate + 1 : 0;
        if (late >= LATE_TICKS) {
            boolean wasTooEarly = windowsSinceStepDown <= TRIAL_WINDOWS;
            patience = wasTooEarly ? Math.min(2 * patience, MOST_PATIENCE) : patience;
            if (rung < CLOSED) {
                step(HIGHER);
            }
        } else if (rung == CLOSED && windowsNotLate >= LEAST_PATIENCE) {
            step(LOWER);
        } else if (rung > NONE && rung < CLOSED && isTimeToStepDown()) {
            step(LOWER);
            windowsSinceStepDown = 0;
        }
        if (rung == NONE && windowsSinceStepDown >= MOST_PATIENCE) {
            patience = LEAST_PATIENCE;
        }
    }

    private boolean isTimeToStepDown() {
        return quietWindows >= MOST_PATIENCE
                || (quietWindows >= patience && quietBelowWindows >= LEAST_PATIENCE);
    }

    /** Work before the last step and after it: what the higher of both rungs saves. */
    private void learn() {
        usualNs = (double) workNs / made;
        windowsHere++;
        boolean isNew = windowsHere <= WINDOWS_TO_LEARN && usualNs > 0 && usualBeforeNs > 0;
        if (isNew && lastStep == HIGHER) {
            dearerBelow[rung] = Math.min(usualBeforeNs / usualNs, MOST_DEARER);
        } else if (isNew && lastStep == LOWER) {
            dearerBelow[rung + 1] = Math.min(usualNs / usualBeforeNs, MOST_DEARER);
        }
    }

    private void step(int direction) {
        rung += direction;
        lastStep = direction;
        usualBeforeNs = usualNs;
        usualNs = 0;
        windowsHere = 0;
        quietWindows = 0;
        quietBelowWindows = 0;
    }
}
