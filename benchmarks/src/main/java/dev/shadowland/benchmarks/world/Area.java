package dev.shadowland.benchmarks.world;

import dev.shadowland.protocol.motion.MapGeometry;

/**
 * The square that players walk about in, in units.
 *
 * @param minX west edge
 * @param minY south edge
 * @param edge its length, above 0
 */
record Area(double minX, double minY, double edge) {
    private static final MapGeometry MAP = MapGeometry.DEFAULT;

    /**
     * A square of that edge in the map's south-west corner: whole cells first, parts at its far
     * edges.
     */
    static Area inCorner(double edge) {
        return new Area(MAP.minX(), MAP.minY(), edge);
    }

    /** The square whose corners are that far from the middle of a cell. */
    static Area aroundMiddleOf(int column, int row, double reach) {
        double half = reach / Math.sqrt(2);
        double middleX = MAP.minX() + (column + 0.5) * MAP.cellSize();
        double middleY = MAP.minY() + (row + 0.5) * MAP.cellSize();
        return new Area(middleX - half, middleY - half, 2 * half);
    }

    /** Whether a coordinate along X lies within. */
    boolean holdsX(double x) {
        return x >= minX && x <= minX + edge;
    }

    /** Whether a coordinate along Y lies within. */
    boolean holdsY(double y) {
        return y >= minY && y <= minY + edge;
    }
}
