package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MovementStep;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What WorldEntered tells of the world, the same for all clients on a map.
 *
 * @param maps the maps that clients may be on
 * @param tickRateHz ticks per second
 */
public record WorldSettings(List<WorldMap> maps, int tickRateHz) {
    /** The defaults. */
    public static final WorldSettings DEFAULT =
            new WorldSettings(
                    List.of(new WorldMap(MapGeometry.DEFAULT, MovementStep.MAX_SPEED, List.of())),
                    60);

    /**
     * A map.
     *
     * @param geometry its shape
     * @param maxSpeed units per second
     * @param waters where players swim
     */
    public record WorldMap(MapGeometry geometry, double maxSpeed, List<Water> waters) {
        /** Copies the list. */
        public WorldMap {
            waters = List.copyOf(waters);
        }
    }

    /** Copies the list. */
    public WorldSettings {
        maps = List.copyOf(maps);
    }

    /** The map with that id; null when this gateway is not configured for it. */
    @Nullable WorldMap map(int id) {
        for (WorldMap map : maps) {
            if (map.geometry.map() == id) {
                return map;
            }
        }
        return null;
    }
}
