package dev.shadowland.shard.interest;

import dev.shadowland.protocol.motion.MapGeometry;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Where entities of each kind can be of interest to anybody in a cell: a square around it, farther
 * by the kind's reach on every side. In quantization steps from the world's origin. Immutable.
 */
final class SeenArea {
    private final int[] lowX;
    private final int[] highX;
    private final int[] lowY;
    private final int[] highY;

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
        this.lowX = bounds(kinds, kind -> (west - rules.reach(kind)) / step);
        this.highX = bounds(kinds, kind -> (west + edge + rules.reach(kind)) / step);
        this.lowY = bounds(kinds, kind -> (south - rules.reach(kind)) / step);
        this.highY = bounds(kinds, kind -> (south + edge + rules.reach(kind)) / step);
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

    /** Least X of all squares. */
    int lowX() {
        return Arrays.stream(lowX).min().orElseThrow();
    }

    /** Least Y of all squares. */
    int lowY() {
        return Arrays.stream(lowY).min().orElseThrow();
    }

    /** Edge of a square around all of them. */
    int extent() {
        return Math.max(
                Arrays.stream(highX).max().orElseThrow() - lowX(),
                Arrays.stream(highY).max().orElseThrow() - lowY());
    }
}
