package dev.shadowland.shard.cell;

/**
 * What a cell leaves out while its ticks end late: one rung more after each second with too many
 * late ticks, one less after some seconds with hardly any. A tick is late when it ends after the
 * next one was due, or when one before it was skipped. Whether the rung below would do, only going
 * there tells; by how much later ticks ended there says whether the next try may succeed, and when
 * it may not, there is one a minute. When a step down fails, the next one waits twice as long. The
 * top rung is held only while ticks are late: refusing people makes nobody's tick shorter, and who
 * is refused sees nothing of the world. Owned by the cell's thread.
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

    /** Seconds after a step down in which a step up means that it was too early. */
    private static final int TRIAL_WINDOWS = 10;

    /** No rung saves more than half; hiccups may seem to say so. */
    private static final double MOST_LATER = 2;

    private final long periodNs;

    /** By rung: how many times as long ticks took on the one below when that was tried. */
    private final double[] laterBelow = {1, 1, 1, 1, 1};

    private int rung;
    private int ticks;
    private int made;
    private int late;
    private int lateBelow;
    private long spentNs;

    /** What a tick took in the last second. */
    private double usualNs;

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
     * @param tookNs from its scheduled start to its end
     */
    void onTick(long elapsedTicks, long tookNs) {
        int periods = rung >= HALF_RATE ? 2 : 1;
        boolean isAfterSkipped = elapsedTicks > periods;
        boolean wouldBeLateBelow = tookNs * laterBelow[rung] > periodNs;
        late += isAfterSkipped || tookNs > periods * periodNs ? (int) elapsedTicks : 0;
        lateBelow += isAfterSkipped || wouldBeLateBelow ? (int) elapsedTicks : 0;
        ticks += (int) elapsedTicks;
        spentNs += tookNs;
        made++;
        if (ticks >= WINDOW_TICKS || (isTried() && late >= LATE_TICKS)) {
            endWindow();
            ticks = 0;
            made = 0;
            late = 0;
            lateBelow = 0;
            spentNs = 0;
        }
    }

    /** Whether this is the first second after a step down: it ends as soon as that has failed. */
    private boolean isTried() {
        return windowsSinceStepDown == 0;
    }

    private void endWindow() {
        double beforeNs = usualNs;
        usualNs = (double) spentNs / made;
        if (isTried() && beforeNs > 0) {
            laterBelow[rung + 1] = Math.clamp(usualNs / beforeNs, 1, MOST_LATER);
        }
        windowsSinceStepDown++;
        quietWindows = late <= QUIET_LATE_TICKS ? quietWindows + 1 : 0;
        quietBelowWindows = lateBelow <= QUIET_LATE_TICKS ? quietBelowWindows + 1 : 0;
        windowsNotLate = late < LATE_TICKS ? windowsNotLate + 1 : 0;
        if (late >= LATE_TICKS) {
            boolean wasTooEarly = windowsSinceStepDown <= TRIAL_WINDOWS;
            patience = wasTooEarly ? Math.min(2 * patience, MOST_PATIENCE) : patience;
            goTo(Math.min(rung + 1, CLOSED));
        } else if (rung == CLOSED && windowsNotLate >= LEAST_PATIENCE) {
            goTo(HALF_RATE);
        } else if (rung > NONE && rung < CLOSED && isTimeToStepDown()) {
            goTo(rung - 1);
            windowsSinceStepDown = 0;
        }
        if (rung == NONE && windowsSinceStepDown >= MOST_PATIENCE) {
            patience = LEAST_PATIENCE;
        }
    }

    private void goTo(int next) {
        rung = next;
        quietWindows = 0;
        quietBelowWindows = 0;
    }

    private boolean isTimeToStepDown() {
        return quietWindows >= MOST_PATIENCE
                || (quietWindows >= patience && quietBelowWindows >= LEAST_PATIENCE);
    }
}
