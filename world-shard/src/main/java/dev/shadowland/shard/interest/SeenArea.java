package dev.shadowland.shard.interest;

import dev.shadowland.protocol.motion.MapGeometry;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Where a cell looks at entities of each kind: a square around it, farther by the kind's lookout on
 * every side; and the square in which they can be of interest to a viewer. In quantization steps
 * from the world's origin. Immutable.
 */
final class SeenArea {
    private final int[] lowX;
    private final int[] highX;
    private final int[] lowY;
    private final int[] highY;
    private final int reachLowX;
    private final int reachLowY;
    private final int extent;

    /**
     * Lays out the squares.
     *
     * @param step units of one quantization step
     * @param margin units that a viewer can be outside the cell
     */
    SeenArea(MapGeometry geometry, long cell, double step, InterestRules rules, double margin) {
        double west = geometry.cellMinX(cell) - margin;
        double south = geometry.cellMinY(cell) - margin;
        double edge = geometry.cellSize() + 2 * margin;
        int kinds = rules.kinds().count();
        this.lowX = bounds(kinds, kind -> (west - rules.lookout(kind)) / step);
        this.highX = bounds(kinds, kind -> (west + edge + rules.lookout(kind)) / step);
        this.lowY = bounds(kinds, kind -> (south - rules.lookout(kind)) / step);
        this.highY = bounds(kinds, kind -> (south + edge + rules.lookout(kind)) / step);
        this.reachLowX = (int) Math.floor((west - rules.reach()) / step);
        this.reachLowY = (int) Math.floor((south - rules.reach()) / step);
        this.extent = (int) Math.ceil((edge + 2 * rules.reach()) / step);
    }

    private static int[] bounds(int kinds, IntToDoubleFunction steps) {
        int[] bounds = new int[kinds];
        Arrays.setAll(bounds, kind -> (int) Math.floor(steps.applyAsDouble(kind)));
        return bounds;
    }

    /** Whether an entity of a kind is in the kind's square. */
    boolean contains(int kind, int x, int y) {
        return x >= lowX[kind] && x <= highX[kind] && y >= lowY[kind] && y <= highY[kind];
    }

    /** Least X at which anything is of interest. */
    int lowX() {
        return reachLowX;
    }

    /** Least Y at which anything is of interest. */
    int lowY() {
        return reachLowY;
    }

    /** Edge of the square in which something is. */
    int extent() {
        return extent;
    }
}
