package dev.shadowland.shard;

import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.transport.config.MapConfig;
import dev.shadowland.transport.config.SpawnConfig;
import dev.shadowland.transport.config.WorldConfig;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Where a character without a position begins: the same place for the same character, on every
 * node. Characters are spread over the maps by their shares.
 */
final class SpawnPoints {
    private final List<MapConfig> maps;
    private final double shares;

    SpawnPoints(WorldConfig world) {
        maps = world.maps();
        shares = maps.stream().mapToDouble(map -> map.spawn().share()).sum();
    }

    Position of(long character) {
        SplittableRandom random = new SplittableRandom(character);
        MapConfig map = choose(random.nextDouble(shares));
        return switch (map.spawn().pattern()) {
            case DISC -> inDisc(map, random);
            case BORDERS -> atBorder(map, random);
        };
    }

    /** The map that a mark, 0 to below the sum of all shares, falls on. */
    private MapConfig choose(double mark) {
        double left = mark;
        for (MapConfig map : maps) {
            left -= map.spawn().share();
            if (left < 0) {
                return map;
            }
        }
        return lastWithShare();
    }

    /** What remains of the mark after all shares is rounding. */
    private MapConfig lastWithShare() {
        return maps.reversed().stream()
                .filter(map -> map.spawn().share() > 0)
                .findFirst()
                .orElseThrow();
    }

    private static Position inDisc(MapConfig map, SplittableRandom random) {
        SpawnConfig spawn = map.spawn();
        double angle = random.nextDouble(2 * Math.PI);
        double distance = spawn.radius() * Math.sqrt(random.nextDouble());
        return new Position(
                map.mapId(),
                spawn.x() + distance * Math.cos(angle),
                spawn.y() + distance * Math.sin(angle),
                0,
                0);
    }

    /**
     * Near a random line between columns or between rows; the outer edges of the map are no
     * borders, and a map of one cell has none.
     */
    private static Position atBorder(MapConfig map, SplittableRandom random) {
        MapGeometry geometry = map.geometry();
        int columns = geometry.columns();
        int rows = geometry.rows();
        if (columns < 2 && rows < 2) {
            return inDisc(map, random);
        }
        boolean isBetweenColumns = rows < 2 || (columns >= 2 && random.nextBoolean());
        double off = random.nextDouble(-1, 1) * map.spawn().radius();
        double along = random.nextDouble();
        int border = 1 + random.nextInt((isBetweenColumns ? columns : rows) - 1);
        double line = border * geometry.cellSize() + off;
        return isBetweenColumns
                ? at(map, line, along * rows * geometry.cellSize())
                : at(map, along * columns * geometry.cellSize(), line);
    }

    private static Position at(MapConfig map, double east, double north) {
        MapGeometry geometry = map.geometry();
        return new Position(map.mapId(), geometry.minX() + east, geometry.minY() + north, 0, 0);
    }
}
