package dev.shadowland.protocol.motion;

import dev.shadowland.protocol.backplane.CellKey;

/**
 * Shape of one map in world units (centimetres, Z up): where it lies and how it is cut into cells.
 * The one type that knows cell geometry, so that a cell can later become a quadtree node.
 *
 * @param map map id, 0..65535
 * @param minX west edge
 * @param minY south edge
 * @param minZ lowest height; the base of quantized heights
 * @param cellSize edge of a cell; also the quadrant of position quantization
 * @param columns cells along X
 * @param rows cells along Y
 * @param height extent along Z
 */
public record MapGeometry(
        int map,
        double minX,
        double minY,
        double minZ,
        double cellSize,
        int columns,
        int rows,
        double height) {
    /**
     * The seed's default: 8 × 8 components of 102 400, centred on the origin so that negative
     * quadrants are in play.
     */
    public static final MapGeometry DEFAULT =
            new MapGeometry(0, -409_600, -409_600, -12_800, 102_400, 8, 8, 25_600);

    /**
     * Cells of all maps of a world: the one node that is left with all of them announces them in
     * one message of at most 256 KiB.
     */
    public static final int MOST_CELLS = 8192;

    /** East edge. */
    public double maxX() {
        return minX + cellSize * columns;
    }

    /** North edge. */
    public double maxY() {
        return minY + cellSize * rows;
    }

    /** Key of the cell that holds the point; points outside the map belong to the nearest cell. */
    public long cellAt(double x, double y) {
        return CellKey.of(map, 0, column(x), row(y));
    }

    /** Column of a point, clamped to the map. */
    public int column(double x) {
        return Math.clamp((long) Math.floor((x - minX) / cellSize), 0, columns - 1);
    }

    /** Row of a point, clamped to the map. */
    public int row(double y) {
        return Math.clamp((long) Math.floor((y - minY) / cellSize), 0, rows - 1);
    }

    /** West edge of a cell. */
    public double cellMinX(long cell) {
        return minX + CellKey.x(cell) * cellSize;
    }

    /** South edge of a cell. */
    public double cellMinY(long cell) {
        return minY + CellKey.y(cell) * cellSize;
    }

    /**
     * How far outside the cell the point lies along its worse axis; 0 or less inside. For handover
     * hysteresis.
     */
    public double distanceOutside(long cell, double x, double y) {
        double west = cellMinX(cell);
        double south = cellMinY(cell);
        return Math.max(
                Math.max(west - x, x - (west + cellSize)),
                Math.max(south - y, y - (south + cellSize)));
    }

    /** Rings of neighbours that an interest distance reaches into; two for the seed's 2 km. */
    public int ringsFor(double interestDistance) {
        return (int) Math.ceil(interestDistance / cellSize);
    }

    /** Number of cells. */
    public int cellCount() {
        return columns * rows;
    }
}
