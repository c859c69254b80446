package dev.shadowland.protocol.motion;

/**
 * A rectangle of a map within which something moves, in units; its edges belong to it.
 *
 * @param minX west edge
 * @param minY south edge
 * @param maxX east edge
 * @param maxY north edge
 */
public record Bounds(double minX, double minY, double maxX, double maxY) {
    /** A whole map. */
    public static Bounds of(MapGeometry map) {
        return new Bounds(map.minX(), map.minY(), map.maxX(), map.maxY());
    }

    /** A cell and a margin around it, as far as the map goes. */
    public static Bounds around(MapGeometry map, long cell, double margin) {
        double west = map.cellMinX(cell);
        double south = map.cellMinY(cell);
        return new Bounds(
                Math.max(map.minX(), west - margin),
                Math.max(map.minY(), south - margin),
                Math.min(map.maxX(), west + map.cellSize() + margin),
                Math.min(map.maxY(), south + map.cellSize() + margin));
    }

    /** The nearest X in it. */
    public double clampX(double x) {
        return Math.clamp(x, minX, maxX);
    }

    /** The nearest Y in it. */
    public double clampY(double y) {
        return Math.clamp(y, minY, maxY);
    }
}
