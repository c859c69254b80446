package dev.shadowland.benchmarks.world;

import dev.shadowland.shard.cell.CellLimits;

/**
 * How often a change is told, by ring, in Hz.
 *
 * @param nearHz within {@link Ring#NEAR}
 * @param middleHz within {@link Ring#MIDDLE}
 * @param farHz beyond
 */
public record Rates(int nearHz, int middleHz, int farHz) {
    /** What the goals are about. */
    public static final Rates WANTED = new Rates(60, 30, 10);

    /** Changes told per second within a ring. */
    public int hz(Ring ring) {
        return switch (ring) {
            case NEAR -> nearHz;
            case MIDDLE -> middleHz;
            case FAR -> farHz;
        };
    }

    /** Milliseconds between two of them. */
    public double periodMillis(Ring ring) {
        return 1_000.0 / hz(ring);
    }

    /**
     * Bounds of cells that tell at these rates. A shard's rates cannot be set yet: every cell tells
     * every change at once, as far as the budget goes.
     */
    CellLimits limits() {
        return CellLimits.DEFAULT;
    }
}
