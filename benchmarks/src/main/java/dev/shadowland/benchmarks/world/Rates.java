package dev.shadowland.benchmarks.world;

import dev.shadowland.shard.cell.CellLimits;
import dev.shadowland.shard.interest.Rings;

import java.util.List;

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

    /** The same but beyond the outer ring. */
    Rates withFarHz(int hz) {
        return new Rates(nearHz, middleHz, hz);
    }

    /** Bounds of cells that tell at these rates. */
    CellLimits limits() {
        return CellLimits.DEFAULT.withRings(
                new Rings(
                        List.of(
                                new Rings.Ring(Ring.NEAR.reach(), ticks(nearHz)),
                                new Rings.Ring(Ring.MIDDLE.reach(), ticks(middleHz)),
                                new Rings.Ring(Ring.FAR.reach(), ticks(farHz)))));
    }

    private static int ticks(int hz) {
        return WorldOptions.TICK_RATE / hz;
    }
}
