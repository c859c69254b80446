package dev.shadowland.transport.config;

import java.util.stream.IntStream;

/** How many entities of each kind live on the map from the start, spread evenly. */
public record PopulationConfig(
        int npc, int monster, int staticBuild, int vehicle, int item, int effect) {
    /** Entities that nobody plays which a cell takes; handovers are taken beyond it. */
    public static final int MOST_IN_CELL = 4_000;

    /** Of them, what the population leaves free for shots. */
    public static final int FREE_IN_CELL = MOST_IN_CELL / 10;

    /** Most that live in one of so many cells. */
    long inCell(int cells) {
        return IntStream.of(npc, monster, staticBuild, vehicle, item, effect)
                .mapToLong(count -> Math.ceilDiv(count, cells))
                .sum();
    }
}
