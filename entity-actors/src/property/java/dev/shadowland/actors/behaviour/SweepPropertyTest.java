package dev.shadowland.actors.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.entity.Body;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.SplittableRandom;

class SweepPropertyTest {
    private static final int STEPS = 4_000;

    private final Sweep sweep = new Sweep();
    private double x;
    private double y;
    private double z;
    private Body body = Body.NONE;

    private void make(SplittableRandom random) {
        x = 1e5 * (random.nextDouble() - 0.5);
        y = 1e5 * (random.nextDouble() - 0.5);
        z = 1_000 * (random.nextDouble() - 0.5);
        double radius = random.nextInt(4) == 0 ? 0 : 100 * random.nextDouble();
        double more = random.nextBoolean() ? 0 : 200 * random.nextDouble();
        body = new Body(radius, 2 * radius + more);
        sweep.radius = random.nextInt(4) == 0 ? 0 : 50 * random.nextDouble();
        double length = random.nextInt(8) == 0 ? 0 : 600 * random.nextDouble();
        sweep.fromX = x + 400 * (random.nextDouble() - 0.5);
        sweep.fromY = y + 400 * (random.nextDouble() - 0.5);
        sweep.fromZ = z + 400 * (random.nextDouble() - 0.5);
        boolean isUpright = random.nextInt(5) == 0;
        sweep.alongX = isUpright ? 0 : length * (random.nextDouble() - 0.5);
        sweep.alongY = isUpright ? 0 : length * (random.nextDouble() - 0.5);
        sweep.alongZ = length * (random.nextDouble() - 0.5);
    }

    /** Between the ball's surface and the body's, at a part of the way; below 0 inside. */
    private double gap(double part) {
        double height = sweep.fromZ + sweep.alongZ * part;
        double dx = sweep.fromX + sweep.alongX * part - x;
        double dy = sweep.fromY + sweep.alongY * part - y;
        double low = z + body.radius();
        double dz = height - Math.clamp(height, low, low + body.axis());
        return Math.sqrt(dx * dx + dy * dy + dz * dz) - sweep.radius - body.radius();
    }

    @Property(tries = 4_000)
    void shouldTouchWhomItTouchesInSmallSteps(@ForAll long seed) {
        make(new SplittableRandom(seed));
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step <= STEPS; step++) {
            least = Math.min(least, gap((double) step / STEPS));
        }
        if (Math.abs(least) > 0.1) { // else the steps may stride over it
            assertThat(sweep.touches(body, x, y, z)).as("seed %d", seed).isEqualTo(least < 0);
        }
    }
}
