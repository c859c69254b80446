package dev.shadowland.shard.cell;

/**
 * What a cell leaves out while its ticks end late: one rung more after each second with too many
 * late ticks, one less after five calm seconds. A tick is late when it ends more than a period
 * after it was due, or when one before it was skipped; it is heavy when it takes most of its
 * period. A second is calm when hardly any of its ticks is heavy: the runtime's hiccups are not
 * load, and must not hold a cell at half rate. At half rate a tick may last two periods, and does
 * two ticks' work, which takes about {@value #TWO_TICKS_WORK} times as long as one's: by that it is
 * judged whether the full rate would be calm. Owned by the cell's thread.
 */
final class OverloadLadder {
    /** Nothing is left out. */
    static final int NONE = 0;

    /** Whoever is not near is told of half as often. */
    static final int SPARSE = 1;

    /** Snapshots have half of their budget. */
    static final int SMALL = 2;

    /** Every other tick is left out. */
    static final int HALF_RATE = 3;

    /** Nobody new comes in. */
    static final int CLOSED = 4;

    private static final int WINDOW_TICKS = 60;
    private static final int LATE_TICKS = 15;
    private static final int CALM_WINDOWS = 5;
    private static final int CALM_HEAVY_TICKS = 3;
    private static final double HEAVY_SHARE = 0.75;
    private static final double TWO_TICKS_WORK = 1.6;

    private final long periodNs;
    private int rung;
    private int ticks;
    private int late;
    private int heavy;
    private int calmWindows;

    /** At the foot. */
    OverloadLadder(long periodNs) {
        this.periodNs = periodNs;
    }

    /** Present rung, {@link #NONE} to {@link #CLOSED}. */
    int rung() {
        return rung;
    }

    /** Whether the tick is one of those that are left out. */
    boolean leavesOut(long tick) {
        return rung >= HALF_RATE && (tick & 1) == 1;
    }

    /**
     * A tick ended.
     *
     * @param elapsedTicks since the one before
     * @param spentNs from its scheduled start to its end
     */
    void onTick(long elapsedTicks, long spentNs) {
        boolean isHalf = rung >= HALF_RATE;
        boolean isSkipped = elapsedTicks > (isHalf ? 2 : 1);
        double heavyNs = HEAVY_SHARE * periodNs * (isHalf ? TWO_TICKS_WORK : 1);
        late += isSkipped || spentNs > (isHalf ? 2 : 1) * periodNs ? (int) elapsedTicks : 0;
        heavy += isSkipped || spentNs > heavyNs ? (int) elapsedTicks : 0;
        ticks += (int) elapsedTicks;
        if (ticks >= WINDOW_TICKS) {
            endWindow();
        }
    }

    private void endWindow() {
        boolean isCalm = heavy <= CALM_HEAVY_TICKS;
        calmWindows = isCalm ? calmWindows + 1 : 0;
        if (late >= LATE_TICKS) {
            rung = Math.min(rung + 1, CLOSED);
        } else if (calmWindows == CALM_WINDOWS) {
            rung = Math.max(rung - 1, NONE);
            calmWindows = 0;
        }
        ticks = 0;
        late = 0;
        heavy = 0;
    }
}
