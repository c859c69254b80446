package dev.shadowland.protocol.motion;

import dev.shadowland.protocol.message.Water;

import java.util.List;

/**
 * What bounds a player's steps on a map, in units. The ground is flat: height 0, or the map's
 * nearest height to it; so is the surface of water.
 *
 * @param maxSpeed greatest speed along the ground, per second
 * @param minX west edge
 * @param minY south edge
 * @param maxX east edge
 * @param maxY north edge
 * @param ground height of the ground
 * @param top greatest height
 * @param waters where players swim
 */
public record MoveRules(
        double maxSpeed,
        double minX,
        double minY,
        double maxX,
        double maxY,
        double ground,
        double top,
        List<Water> waters) {
    /** Copies the list. */
    public MoveRules {
        waters = List.copyOf(waters);
    }

    /** Those of a map. */
    public static MoveRules of(MapGeometry map, double maxSpeed, List<Water> waters) {
        double top = map.minZ() + map.height();
        double ground = Math.clamp(0, map.minZ(), top);
        return new MoveRules(
                maxSpeed, map.minX(), map.minY(), map.maxX(), map.maxY(), ground, top, waters);
    }

    /** The same, but no farther than the bounds. */
    public MoveRules within(Bounds bounds) {
        return new MoveRules(
                maxSpeed,
                bounds.minX(),
                bounds.minY(),
                bounds.maxX(),
                bounds.maxY(),
                ground,
                top,
                waters);
    }

    /** Whether who is there swims: it is in water, and not above it. */
    public boolean swims(double x, double y, double z) {
        if (z > ground) {
            return false;
        }
        for (int i = 0; i < waters.size(); i++) {
            if (waters.get(i).contains(x, y)) {
                return true;
            }
        }
        return false;
    }
}
