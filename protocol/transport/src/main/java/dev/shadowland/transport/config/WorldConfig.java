package dev.shadowland.transport.config;

import dev.shadowland.protocol.motion.MapGeometry;

/**
 * The map.
 *
 * @param mapId 0..65535
 * @param population who lives there from the start
 * @param maxSpeed fastest movement, units per second
 */
public record WorldConfig(
        int mapId,
        MapLayout layout,
        double maxSpeed,
        SpawnConfig spawn,
        PopulationConfig population) {
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
