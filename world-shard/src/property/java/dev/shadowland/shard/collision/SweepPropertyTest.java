package dev.shadowland.shard.collision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.actors.behaviour.Obstacles;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.SplittableRandom;

class SweepPropertyTest {
    private static final int STEPS = 4_000;

    private final Sweep sweep = new Sweep();
    private double x;
    private double y;
    private double low;
    private double high;
    private double reach;

    private void make(SplittableRandom random) {
        x = 1e5 * (random.nextDouble() - 0.5);
        y = 1e5 * (random.nextDouble() - 0.5);
        low = 1_000 * (random.nextDouble() - 0.5);
        high = low + (random.nextBoolean() ? 0 : 200 * random.nextDouble());
        double radius = random.nextInt(4) == 0 ? 0 : 100 * random.nextDouble();
        sweep.radius = random.nextInt(4) == 0 ? 0 : 50 * random.nextDouble();
        reach = radius + sweep.radius;
        double length = random.nextInt(8) == 0 ? 0 : 600 * random.nextDouble();
        sweep.fromX = x + 400 * (random.nextDouble() - 0.5);
        sweep.fromY = y + 400 * (random.nextDouble() - 0.5);
        sweep.fromZ = low + 400 * (random.nextDouble() - 0.5);
        boolean isUpright = random.nextInt(5) == 0;
        sweep.alongX = isUpright ? 0 : length * (random.nextDouble() - 0.5);
        sweep.alongY = isUpright ? 0 : length * (random.nextDouble() - 0.5);
        sweep.alongZ = length * (random.nextDouble() - 0.5);
    }

    private double distance(double part) {
        double z = sweep.fromZ + sweep.alongZ * part;
        double dx = sweep.fromX + sweep.alongX * part - x;
        double dy = sweep.fromY + sweep.alongY * part - y;
        double dz = z - Math.clamp(z, low, high);
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    /** Walks the way in small steps: the first place that touches. */
    private double walked() {
        for (int step = 0; step <= STEPS; step++) {
            if (distance((double) step / STEPS) <= reach) {
                return (double) step / STEPS;
            }
        }
        return Obstacles.CLEAR;
    }

    @Property(tries = 4_000)
    void shouldTouchWhereSmallStepsDo(@ForAll long seed) {
        make(new SplittableRandom(seed));
        double met = sweep.meets(x, y, low, high, reach - sweep.radius);
        double expected = walked();
        if (isGrazing()) {
            return; // the steps may stride over it, and rounding decides
        }
        if (expected == Obstacles.CLEAR) {
            assertThat(met).as("seed %d", seed).isEqualTo(Obstacles.CLEAR);
        } else {
            assertThat(met).as("seed %d", seed).isCloseTo(expected, within(1.5 / STEPS));
        }
    }

    private boolean isGrazing() {
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step <= STEPS; step++) {
            least = Math.min(least, distance((double) step / STEPS));
        }
        return Math.abs(least - reach) < 0.1 || Math.abs(distance(0) - reach) < 1e-6;
    }
}
