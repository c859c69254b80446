package dev.shadowland.transport.config;

/**
 * Interest of viewers.
 *
 * @param enabled always on
 * @param baseDistance for types without a distance of their own, of which there are none; world
 *     units
 * @param adaptiveSync whether far entities are sent less often
 * @param syncRings how often, by distance
 * @param gridSize edge of the cubes in which neighbours are looked for, world units
 */
public record AoiConfig(
        boolean enabled,
        double baseDistance,
        EntityDistances entityDistances,
        boolean adaptiveSync,
        SyncRings syncRings,
        double gridSize) {
    /** Distance at which an entity leaves an interest set, over the one at which it enters. */
    public static final double LEAVE_FACTOR = 1.1;

    /** Units outside a cell at which whoever is in it is handed over. */
    public static final double HYSTERESIS = 200;
}
