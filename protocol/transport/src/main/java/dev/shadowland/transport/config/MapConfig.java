package dev.shadowland.transport.config;

import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.motion.MapGeometry;

import java.util.List;

/**
 * One map of the world.
 *
 * @param mapId 0..65535
 * @param population who lives there from the start
 * @param maxSpeed fastest movement of a player, units per second
 * @param waters where players swim
 */
public record MapConfig(
        int mapId,
        MapLayout layout,
        double maxSpeed,
        List<Water> waters,
        SpawnConfig spawn,
        PopulationConfig population) {
    /** Copies the list. */
    public MapConfig {
        waters = List.copyOf(waters);
    }

    /** The map's cells. */
    public MapGeometry geometry() {
        double cell = layout.sectionSize().x() * layout.sectionsPerComponent().x();
        return new MapGeometry(
                mapId,
                layout.base().x(),
                layout.base().y(),
                layout.base().z(),
                cell,
                (int) layout.components().x(),
                (int) layout.components().y(),
                layout.size().z());
    }
}
