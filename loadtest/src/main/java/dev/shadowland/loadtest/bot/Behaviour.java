package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MovementStep;

import java.util.random.RandomGenerator;

/** Decides where a bot walks. Owned by the bot's thread; does not allocate. */
public sealed interface Behaviour {
    /** Ticks of 1/60 s that one input stands for: 20 inputs a second. */
    int STEPS_PER_INPUT = 3;

    /** The next input of a bot that is here, as {@link InputCommand} packs it. */
    long next(double x, double y);

    /** An input at full speed towards a point, or one that stands when it is reached. */
    private static long towards(double x, double y, double targetX, double targetY) {
        double distance = Math.hypot(targetX - x, targetY - y);
        if (distance < 1) {
            return InputCommand.of(0, 0, 0, 0, STEPS_PER_INPUT);
        }
        double east = (targetX - x) / distance;
        double north = (targetY - y) / distance;
        int yaw = (int) Math.round(Math.atan2(north, east) / (2 * Math.PI) * 65536) & 0xFFFF;
        return InputCommand.of(component(east), component(north), yaw, 0, STEPS_PER_INPUT);
    }

    private static int component(double direction) {
        return (int) Math.round(direction * MovementStep.FULL);
    }

    /** Stands. */
    record Still() implements Behaviour {
        @Override
        public long next(double x, double y) {
            return InputCommand.of(0, 0, 0, 0, STEPS_PER_INPUT);
        }
    }

    /** Goes where another goes, and jumps every 20 seconds or so. */
    record Hopping(Behaviour way, RandomGenerator random) implements Behaviour {
        private static final int ONE_INPUT_IN = 400;

        @Override
        public long next(double x, double y) {
            long input = way.next(x, y);
            return random.nextInt(ONE_INPUT_IN) == 0
                    ? InputCommand.pressing(input, InputCommand.JUMP)
                    : input;
        }
    }

    /** Walks to random points at most {@value #RADIUS} units from home, always within the map. */
    final class Wander implements Behaviour {
        private static final double RADIUS = 4_000;
        private static final double ARRIVED = 30;

        private final MapGeometry map;
        private final RandomGenerator random;
        private final double homeX;
        private final double homeY;
        private double targetX;
        private double targetY;

        Wander(MapGeometry map, double homeX, double homeY, RandomGenerator random) {
            this.map = map;
            this.homeX = homeX;
            this.homeY = homeY;
            this.random = random;
            choose();
        }

        @Override
        public long next(double x, double y) {
            if (Math.hypot(targetX - x, targetY - y) < ARRIVED) {
                choose();
            }
            return towards(x, y, targetX, targetY);
        }

        private void choose() {
            double angle = random.nextDouble(2 * Math.PI);
            double distance = RADIUS * Math.sqrt(random.nextDouble());
            double east = homeX + distance * Math.cos(angle);
            double north = homeY + distance * Math.sin(angle);
            targetX = Math.clamp(east, map.minX() + ARRIVED, map.maxX() - ARRIVED);
            targetY = Math.clamp(north, map.minY() + ARRIVED, map.maxY() - ARRIVED);
        }
    }

    /**
     * Walks straight to the nearest border between two cells, then {@value #REACH} units to each
     * side of it, for ever.
     */
    final class BorderWalk implements Behaviour {
        private static final double REACH = 4_000;

        private final boolean alongX;
        private final double border;
        private double side;

        private BorderWalk(boolean alongX, double border, double side) {
            this.alongX = alongX;
            this.border = border;
            this.side = side;
        }

        /** A walk from here; a map of one cell has no border, there the bot wanders. */
        static Behaviour from(MapGeometry map, double x, double y, RandomGenerator random) {
            double borderX = nearest(x, map.minX(), map.cellSize(), map.columns());
            double borderY = nearest(y, map.minY(), map.cellSize(), map.rows());
            if (Double.isNaN(borderX) && Double.isNaN(borderY)) {
                return new Wander(map, x, y, random);
            }
            boolean alongX =
                    Double.isNaN(borderY) || Math.abs(borderX - x) <= Math.abs(borderY - y);
            double border = alongX ? borderX : borderY;
            return new BorderWalk(alongX, border, (alongX ? x : y) < border ? 1 : -1);
        }

        private static double nearest(double at, double min, double cellSize, int cells) {
            if (cells < 2) {
                return Double.NaN;
            }
            return min + Math.clamp(Math.round((at - min) / cellSize), 1, cells - 1) * cellSize;
        }

        @Override
        public long next(double x, double y) {
            double at = alongX ? x : y;
            if ((at - border) * side >= REACH) {
                side = -side;
            }
            double target = border + side * (REACH + 100);
            return alongX ? towards(x, y, target, y) : towards(x, y, x, target);
        }
    }
}
