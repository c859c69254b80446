package dev.shadowland.transport.config;

import dev.shadowland.protocol.motion.MapGeometry;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

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

    /**
     * Of all that nodes of one cluster must have alike, in whatever order: what clients are told of
     * a map is what moves them there, and shards send each other what is seen from far ahead of the
     * rest, by their own distances.
     */
    public long fingerprint(EntityDistances seen) {
        CRC32C crc = new CRC32C();
        maps.stream()
                .sorted(Comparator.comparingInt(MapConfig::mapId))
                .map(map -> "%s %s %s".formatted(map.geometry(), map.maxSpeed(), map.waters()))
                .forEach(map -> crc.update(map.getBytes(StandardCharsets.UTF_8)));
        crc.update(seen.toString().getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
