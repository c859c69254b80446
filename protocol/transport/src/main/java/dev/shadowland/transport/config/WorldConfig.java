package dev.shadowland.transport.config;

import dev.shadowland.protocol.motion.MapGeometry;

import java.util.List;

/**
 * The world.
 *
 * @param maps at least one, no two with the same id
 */
public record WorldConfig(List<MapConfig> maps) {
    /** Copies the list. */
    public WorldConfig {
        maps = List.copyOf(maps);
    }

    /** The cells of each map, in the order of the configuration. */
    public List<MapGeometry> geometries() {
        return maps.stream().map(MapConfig::geometry).toList();
    }
}
