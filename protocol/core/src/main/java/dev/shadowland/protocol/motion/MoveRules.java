package dev.shadowland.protocol.motion;

/**
 * What bounds a player's steps on a map, in units. The ground is flat: height 0, or the map's
 * nearest height to it.
 *
 * @param maxSpeed greatest speed along the ground, per second
 * @param minX west edge
 * @param minY south edge
 * @param maxX east edge
 * @param maxY north edge
 * @param ground height of the ground
 * @param top greatest height
 */
public record MoveRules(
        double maxSpeed,
        double minX,
        double minY,
        double maxX,
        double maxY,
        double ground,
        double top) {
    /** Those of a map. */
    public static MoveRules of(MapGeometry map, double maxSpeed) {
        double top = map.minZ() + map.height();
        double ground = Math.clamp(0, map.minZ(), top);
        return new MoveRules(maxSpeed, map.minX(), map.minY(), map.maxX(), map.maxY(), ground, top);
    }
}
