package dev.shadowland.benchmarks.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * How much is run.
 *
 * @param players numbers of players for the layouts but the crowd
 * @param threads numbers of tick threads for the layouts but the crowd
 * @param layouts what is run
 * @param crowd players in the crowd
 * @param alsoFarHz updates per second beyond the outer ring in one more row of the spread, its
 *     fullest; 0 for none
 * @param seconds measuring window of a row
 * @param warmupSeconds ticks before the window
 */
public record WorldOptions(
        List<Integer> players,
        List<Integer> threads,
        Set<Layout> layouts,
        int crowd,
        int alsoFarHz,
        double seconds,
        double warmupSeconds) {
    static final int TICK_RATE = 60;

    /**
     * Ticks without steps or losses after the window, in which every client is told all, whatever
     * the overload ladder leaves out of a crowd that stops at once.
     */
    static final int QUIET_TICKS = 150;

    /** Ticks that are due in the window. */
    int windowTicks() {
        return Math.max(1, (int) Math.round(seconds * TICK_RATE));
    }

    /** Ticks that are due before it. */
    int warmupTicks() {
        return (int) Math.round(warmupSeconds * TICK_RATE);
    }

    /** Seconds of ticks per row. */
    double secondsPerPoint() {
        return (double) (warmupTicks() + windowTicks() + QUIET_TICKS) / TICK_RATE;
    }

    /** The rows, in the order of measuring. */
    List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (Layout layout : Layout.values()) {
            if (!layouts.contains(layout)) {
                continue;
            }
            if (layout == Layout.CROWD) {
                points.add(new Point(layout, crowd, 1, Rates.WANTED));
                continue;
            }
            for (int count : threads) {
                for (int number : players) {
                    points.add(new Point(layout, number, count, Rates.WANTED));
                }
            }
            if (layout == Layout.SPREAD && alsoFarHz > 0) {
                points.add(
                        new Point(
                                layout,
                                Collections.max(players),
                                Collections.max(threads),
                                Rates.WANTED.withFarHz(alsoFarHz)));
            }
        }
        return points;
    }
}
