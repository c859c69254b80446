package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.weather.WeatherReport;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * The own player, predicted and reconciled through the weather. A failure names its seed; {@code
 * -Dshadowland.sim.seed=N} runs that seed alone.
 */
class PredictionPropertyTest {
    private static final int SEEDS = Integer.getInteger("shadowland.motion.seeds", 200);
    private static final Long ONLY = Long.getLong("shadowland.sim.seed");
    private static final long MS = 1_000_000;
    private static final MotionSettings.Correction RULES = MotionSettings.Correction.DEFAULT;

    /** Prediction and the server's word are each half a step off per axis, the word once more. */
    private static final double ROUNDED = 1.5625 * Math.sqrt(2) * 1.5 + 0.01;

    @Test
    void shouldNeverBeCorrectedWhenTheServerGetsAllInputs() {
        long[] clean = {0};
        long[] jumps = {0};
        eachSeed(
                seed -> {
                    PredictionSimulation world = new PredictionSimulation(any(seed), seed);
                    world.run(
                            1_200,
                            () -> {
                                if (world.missed == 0) {
                                    assertThat(world.view.error()).isZero();
                                    assertThat(world.prediction.corrections()).isZero();
                                }
                            });
                    settle(world);
                    boolean isClean = world.missed == 0;
                    clean[0] += isClean ? 1 : 0;
                    if (isClean) {
                        assertThat(world.error()).isZero();
                    }
                    jumps[0] += world.highest > 80 ? 1 : 0;
                });
        assertThat(clean[0]).as("runs in which all inputs arrived").isGreaterThan(SEEDS / 2);
        assertThat(jumps[0]).as("runs in which the player jumped").isGreaterThan(SEEDS / 2);
    }

    @Test
    void shouldAgreeOnceQuietWhenInputsAreRefusedAndThePlayerIsMoved() {
        long[] seen = new long[2];
        eachSeed(
                seed -> {
                    PredictionSimulation world = new PredictionSimulation(any(seed), seed);
                    world.refusedOneIn = seed % 2 == 0 ? 20 : 0;
                    world.movedOneIn = seed % 3 == 0 ? 200 : 0;
                    world.run(1_200, new SmallSteps(world)::onTick);
                    settle(world);
                    seen[0] += world.prediction.corrections();
                    seen[1] += world.view.snaps();
                });
        assertThat(seen[0]).as("corrections").isGreaterThan(SEEDS);
        assertThat(seen[1]).as("snaps").isPositive();
    }

    /** Nobody walks, everything arrives, and the refresh of five seconds comes around. */
    private static void settle(PredictionSimulation world) {
        world.refusedOneIn = 0;
        world.movedOneIn = 0;
        world.walks = false;
        world.run(900, () -> {});
        assertThat(world.error()).isLessThanOrEqualTo(ROUNDED);
        assertThat(world.errorOfHeight()).isZero();
        assertThat(world.view.error()).isLessThanOrEqualTo(RULES.deadBand());
    }

    /** What is seen moves by one step and one frame's share of a correction, or snaps. */
    private static final class SmallSteps {
        private static final double MOST = 500 / 60.0 + 100 * 16 / 200.0 + 0.01;

        private final PredictionSimulation world;
        private double x;
        private double y;
        private long snaps;

        SmallSteps(PredictionSimulation world) {
            this.world = world;
            x = world.view.x();
            y = world.view.y();
        }

        void onTick() {
            double step = Math.hypot(world.view.x() - x, world.view.y() - y);
            if (world.view.snaps() == snaps) {
                assertThat(step).isLessThan(MOST);
            }
            x = world.view.x();
            y = world.view.y();
            snaps = world.view.snaps();
        }
    }

    private static WeatherReport any(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return switch (random.nextInt(4)) {
            case 0 -> WeatherReport.CLEAR;
            case 1 -> WeatherReport.STORM;
            default ->
                    new WeatherReport(
                            random.nextDouble(0.3),
                            random.nextDouble(0.3),
                            random.nextLong(150 * MS),
                            random.nextLong(1, 150 * MS));
        };
    }

    private static void eachSeed(LongConsumer check) {
        long first = ONLY == null ? 1 : ONLY;
        long last = ONLY == null ? SEEDS : ONLY;
        for (long seed = first; seed <= last; seed++) {
            try {
                check.accept(seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }
}
