package dev.shadowland.shard.cell;

import dev.shadowland.actors.entity.Headcount;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.shard.collision.BodyGrid;
import dev.shadowland.shard.interest.GridIndex;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.transport.config.AoiConfig;
import dev.shadowland.transport.config.PopulationConfig;

import java.util.List;

/**
 * Bounds of a cell.
 *
 * @param maxPlayers players admitted; handovers are taken beyond it
 * @param inboxBytes size of the inbound ring
 * @param maxEntities world entities that live here; handovers are taken beyond it
 * @param kinds kinds of entities, with the distances from which they are seen
 * @param population who lives on the map from the start
 * @param maxSpeed fastest movement of a player, units per second
 * @param waters where players swim
 * @param leaveFactor leave distance over enter distance
 * @param rings how often an entity is told of by its distance
 * @param gridEdge edge in units of the cubes in which neighbours are looked for
 * @param collisionEdge edge in units of the cubes in which bodies are looked for
 * @param hysteresis units outside the cell at which an entity is handed over; whom nobody takes
 *     goes twice as far
 * @param defaultBudgetBytes snapshot bytes per viewer and tick until its gateway says otherwise
 */
public record CellLimits(
        int maxPlayers,
        int inboxBytes,
        int maxEntities,
        Kinds kinds,
        Headcount population,
        double maxSpeed,
        List<Water> waters,
        double leaveFactor,
        Rings rings,
        double gridEdge,
        double collisionEdge,
        double hysteresis,
        int defaultBudgetBytes) {
    /** The seed's values. */
    public static final CellLimits DEFAULT =
            new CellLimits(
                    2_000,
                    1 << 19,
                    PopulationConfig.MOST_IN_CELL,
                    Kinds.seed(),
                    Headcount.NONE,
                    MovementStep.MAX_SPEED,
                    List.of(),
                    AoiConfig.LEAVE_FACTOR,
                    Rings.DEFAULT,
                    GridIndex.EDGE,
                    BodyGrid.EDGE,
                    AoiConfig.HYSTERESIS,
                    1_100);

    /** The same bounds with other rings. */
    public CellLimits withRings(Rings other) {
        return with(kinds, population, maxSpeed, waters, other);
    }

    /** The same bounds with a population of these kinds. */
    public CellLimits withPopulation(Kinds others, Headcount people) {
        return with(others, people, maxSpeed, waters, rings);
    }

    /** The same bounds where players are faster or slower. */
    public CellLimits withMaxSpeed(double other) {
        return with(kinds, population, other, waters, rings);
    }

    /** The same bounds on a map with water. */
    public CellLimits withWaters(List<Water> others) {
        return with(kinds, population, maxSpeed, others, rings);
    }

    private CellLimits with(
            Kinds seen, Headcount people, double speed, List<Water> wet, Rings rates) {
        return new CellLimits(
                maxPlayers,
                inboxBytes,
                maxEntities,
                seen,
                people,
                speed,
                wet,
                leaveFactor,
                rates,
                gridEdge,
                collisionEdge,
                hysteresis,
                defaultBudgetBytes);
    }
}
