package dev.shadowland.shard;

import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.transport.config.SpawnConfig;
import dev.shadowland.transport.config.WorldConfig;

import java.util.SplittableRandom;

/**
 * Where a character without a position begins: the same place for the same character, on every
 * node.
 */
final class SpawnPoints {
    private final int map;
    private final MapGeometry geometry;
    private final SpawnConfig spawn;

    SpawnPoints(WorldConfig world) {
        map = world.mapId();
        geometry = world.geometry();
        spawn = world.spawn();
    }

    Position of(long character) {
        SplittableRandom random = new SplittableRandom(character);
        return switch (spawn.pattern()) {
            case DISC -> inDisc(random);
            case BORDERS -> atBorder(random);
        };
    }

    private Position inDisc(SplittableRandom random) {
        double angle = random.nextDouble(2 * Math.PI);
        double distance = spawn.radius() * Math.sqrt(random.nextDouble());
        return new Position(
                map,
                spawn.x() + distance * Math.cos(angle),
                spawn.y() + distance * Math.sin(angle),
                0,
                0);
    }

    /**
     * Near a random line between columns or between rows; the outer edges of the map are no
     * borders.
     */
    private Position atBorder(SplittableRandom random) {
        boolean betweenColumns = random.nextBoolean();
        double off = random.nextDouble(-1, 1) * spawn.radius();
        double along = random.nextDouble();
        if (betweenColumns) {
            double line = geometry.minX() + geometry.cellSize() * inner(random, geometry.columns());
            return new Position(
                    map,
                    line + off,
                    geometry.minY() + along * (geometry.maxY() - geometry.minY()),
                    0,
                    0);
        }
        double line = geometry.minY() + geometry.cellSize() * inner(random, geometry.rows());
        return new Position(
                map,
                geometry.minX() + along * (geometry.maxX() - geometry.minX()),
                line + off,
                0,
                0);
    }

    private static int inner(SplittableRandom random, int cells) {
        return cells < 2 ? 0 : 1 + random.nextInt(cells - 1);
    }
}
