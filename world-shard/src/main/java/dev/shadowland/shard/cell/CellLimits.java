package dev.shadowland.shard.cell;

import dev.shadowland.shard.interest.GridIndex;
import dev.shadowland.shard.interest.Rings;

/**
 * Bounds of a cell.
 *
 * @param maxPlayers players admitted; handovers are taken beyond it
 * @param inboxBytes size of the inbound ring
 * @param interestRadius distance in units at which a player enters an interest set
 * @param leaveFactor leave distance over enter distance
 * @param rings how often an entity is told of by its distance
 * @param gridEdge edge in units of the cubes in which neighbours are looked for
 * @param hysteresis units outside the cell at which a player is handed over
 * @param defaultBudgetBytes snapshot bytes per viewer and tick until its gateway says otherwise
 */
public record CellLimits(
        int maxPlayers,
        int inboxBytes,
        double interestRadius,
        double leaveFactor,
        Rings rings,
        double gridEdge,
        double hysteresis,
        int defaultBudgetBytes) {
    /** The seed's values. */
    public static final CellLimits DEFAULT =
            new CellLimits(2_000, 1 << 19, 100_000, 1.1, Rings.DEFAULT, GridIndex.EDGE, 200, 1_100);

    /** The same bounds with other rings. */
    public CellLimits withRings(Rings other) {
        return new CellLimits(
                maxPlayers,
                inboxBytes,
                interestRadius,
                leaveFactor,
                other,
                gridEdge,
                hysteresis,
                defaultBudgetBytes);
    }
}
