package dev.shadowland.transport.config;

import dev.shadowland.protocol.motion.MapGeometry;

import java.util.stream.DoubleStream;

/**
 * How many cubes a cell of a map keeps in which neighbours are looked for: of all it sees, once for
 * each distance from which something is seen.
 */
record InterestGrid(MapGeometry map, EntityDistances distances) {
    /** Most cubes of one cell; they take 4 bytes each. */
    static final long MOST_CUBES = 1_000_000;

    /** Steps of a position along the edge of a cell. */
    private static final double CELL_STEPS = 65_536;

    /** Cubes of an edge in units; the larger, the fewer. */
    long cubes(double edge) {
        double step = map.cellSize() / CELL_STEPS;
        double seen =
                map.cellSize()
                        + 2 * (2 * AoiConfig.HYSTERESIS + distances.max() * AoiConfig.LEAVE_FACTOR);
        long columns = (long) (seen / step / Math.max(1, Math.floor(edge / step))) + 1;
        long layers = (long) Math.max(1, Math.ceil(map.height() / edge));
        return (long) ((double) tiers() * layers * columns * columns);
    }

    private long tiers() {
        return DoubleStream.of(
                        distances.player(),
                        distances.npc(),
                        distances.staticBuild(),
                        distances.vehicle(),
                        distances.projectile(),
                        distances.item(),
                        distances.effect())
                .distinct()
                .count();
    }

    /** Least whole edge of which there are few enough. */
    int leastEdge() {
        int tooSmall = 0;
        int fits = 1;
        while (cubes(fits) > MOST_CUBES) {
            tooSmall = fits;
            fits *= 2;
        }
        while (fits - tooSmall > 1) {
            int middle = tooSmall + (fits - tooSmall) / 2;
            if (cubes(middle) > MOST_CUBES) {
                tooSmall = middle;
            } else {
                fits = middle;
            }
        }
        return fits;
    }
}
