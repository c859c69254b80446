package dev.shadowland.benchmarks.world;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.shadowland.protocol.motion.MapGeometry;

import java.util.Locale;

/** Where the players are; always in the 64 cells of the default map. */
public enum Layout {
    /** Uniform on the whole map: more players, more neighbours. */
    SPREAD,
    /**
     * Uniform on a part of the map that grows with them: as many neighbours, whatever their number.
     */
    DENSITY,
    /** All in the middle of one cell, nobody more than 8000 units from anybody. */
    CROWD;

    /** Players on the whole map at the density of {@link #DENSITY}. */
    public static final int FULL_MAP = 10_000;

    /** Greatest distance from the middle of the crowd. */
    private static final double CROWD_REACH = 4_000;

    private static final int CROWD_CELL = 3;

    /** Where so many of them walk. */
    Area area(int players) {
        double edge = MapGeometry.DEFAULT.maxX() - MapGeometry.DEFAULT.minX();
        return switch (this) {
            case SPREAD -> Area.inCorner(edge);
            case DENSITY -> Area.inCorner(edge * Math.sqrt((double) players / FULL_MAP));
            case CROWD -> Area.aroundMiddleOf(CROWD_CELL, CROWD_CELL, CROWD_REACH);
        };
    }

    /** For a person, and in JSON. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
