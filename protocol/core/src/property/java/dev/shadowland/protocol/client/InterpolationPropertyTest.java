package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.weather.WeatherReport;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Walkers that turn sharply, stop and start, seen through the weather. A failure names its seed;
 * {@code -Dshadowland.sim.seed=N} runs that seed alone.
 */
class InterpolationPropertyTest {
    private static final int SEEDS = Integer.getInteger("shadowland.motion.seeds", 100);
    private static final Long ONLY = Long.getLong("shadowland.sim.seed");
    private static final int SECONDS = 20;
    private static final long MS = 1_000_000;
    private static final int[] PERIODS = {1, 2, 3, 6, 10};

    /** Half a step on each of two axes. */
    private static final double ROUNDING = 1.2;

    private static final double STEP = Walker.SPEED / 60;
    private static final MotionSettings.Correction RULES = MotionSettings.Correction.DEFAULT;
    private static final WeatherReport MILD = new WeatherReport(0, 0, 20 * MS, 20 * MS);

    /**
     * With mild weather the deviation is bounded by the rate alone: a straight piece cuts the
     * corner of a turn within it by at most half its length, and who is told of less often than the
     * delay reaches may turn while it is carried on.
     */
    @Test
    void shouldDeviateByLessThanTheRateAllowsWhenTheWeatherIsMild() {
        double[][] measured = new double[PERIODS.length][0];
        eachSeed(seed -> mild(seed, measured));
        for (int i = 0; i < PERIODS.length; i++) {
            Arrays.sort(measured[i]);
            int count = measured[i].length;
            System.out.printf(
                    "told of each %2d ticks: off by %.1f units on average, p99 %.1f, most %.1f;"
                            + " bound %.1f%n",
                    PERIODS[i],
                    Arrays.stream(measured[i]).average().orElse(0),
                    measured[i][count * 99 / 100],
                    measured[i][count - 1],
                    bound(PERIODS[i]));
        }
    }

    private static double bound(int period) {
        double starvedTicks = Math.max(0, period + 1.5 - Screen.DELAY_TICKS);
        double residue = starvedTicks > 0 ? RULES.deadBand() : 0;
        return STEP * (period / 2.0 + 2 * starvedTicks) + residue + ROUNDING;
    }

    /**
     * In steps of an angle. Without a later state it stays as it was; and while it gets from there
     * to the right one, the next error may come.
     */
    private static double tumbleBound(int period) {
        double starvedTicks = Math.max(0, period + 1.5 - Screen.DELAY_TICKS);
        return Walker.TUMBLE * (period + 3 * starvedTicks) + 2;
    }

    private static void mild(long seed, double[][] measured) {
        MotionSimulation world = new MotionSimulation(MILD, seed, SECONDS);
        world.frameMs = 5 + (int) (seed % 20);
        for (int period : PERIODS) {
            world.walker(period, 1);
        }
        world.run(2, () -> {});
        double[][] run = new double[PERIODS.length][SECONDS * 1_000];
        int[] count = {0};
        world.run(
                SECONDS - 2,
                () -> {
                    for (int i = 0; i < PERIODS.length; i++) {
                        Walker walker = world.walkers.get(i);
                        assertThat(world.show(walker)).isTrue();
                        run[i][count[0]] = world.deviation(walker);
                        assertThat(run[i][count[0]])
                                .as("every %d at %.1f", PERIODS[i], world.rendered.ticks())
                                .isLessThan(bound(PERIODS[i]));
                        assertThat(world.tumbleDeviation(walker))
                                .as("every %d at %.1f", PERIODS[i], world.rendered.ticks())
                                .isLessThan(tumbleBound(PERIODS[i]));
                        if (PERIODS[i] <= 3) {
                            assertThat(world.rendered.error()).isZero();
                        }
                    }
                    count[0]++;
                });
        assertThat(world.rendered.snaps()).isZero();
        for (int i = 0; i < PERIODS.length; i++) {
            int before = measured[i].length;
            measured[i] = Arrays.copyOf(measured[i], before + count[0]);
            System.arraycopy(run[i], 0, measured[i], before, count[0]);
        }
    }

    /** Players move by three steps at once; between two such jumps they are seen to walk. */
    @Test
    void shouldWalkEvenlyWhenPlayersMoveByWholeInputs() {
        eachSeed(
                seed -> {
                    MotionSimulation world = new MotionSimulation(MILD, seed, SECONDS);
                    Walker walker = world.walker(1, 3);
                    world.run(2, () -> {});
                    Steps steps = new Steps(world, walker);
                    world.run(
                            SECONDS - 2,
                            () -> {
                                steps.onFrame();
                                assertThat(world.rendered.error()).isZero();
                                assertThat(world.deviation(walker)).isLessThan(3 * STEP + ROUNDING);
                            });
                });
    }

    /**
     * Whatever the weather: time runs on, the newest state is what the world holds, the path is as
     * near to the truth as the states are, and what is shown moves like a walker and corrects
     * itself by small shares or, rarely, at once.
     */
    @Test
    void shouldStayNearTheTruthAndNotJumpInAnyWeather() {
        eachSeed(
                seed -> {
                    WeatherReport weather = any(seed);
                    MotionSimulation world = new MotionSimulation(weather, seed, SECONDS + 10);
                    world.frameMs = 4 + (int) (seed * 7 % 30);
                    world.outageMs = seed % 3 == 0 ? 800 : 0;
                    for (int period : PERIODS) {
                        world.walker(period, seed % 2 == 0 ? 1 : 3);
                    }
                    TruthWatch watch = new TruthWatch(world);
                    world.run(SECONDS, watch::onFrame);
                    settle(world);
                });
    }

    private static void settle(MotionSimulation world) {
        world.walkers.forEach(walker -> walker.stopAt(world.tick()));
        world.outageMs = 0;
        world.run(9, () -> {});
        world.run(
                0.5,
                () -> {
                    for (Walker walker : world.walkers) {
                        assertThat(world.show(walker)).isTrue();
                        assertThat(world.rendered.error()).isLessThanOrEqualTo(RULES.deadBand());
                        assertThat(world.deviation(walker))
                                .isLessThanOrEqualTo(world.rendered.error() + ROUNDING);
                        assertThat(world.tumbleDeviation(walker)).isLessThan(0.01);
                    }
                });
    }

    private static WeatherReport any(long seed) {
        if (seed % 4 == 0) {
            return WeatherReport.STORM;
        }
        long jitterMs = seed * 37 % 250;
        return new WeatherReport(seed % 4 == 1 ? 0.1 : 0, 0.05, seed * 13 % 90 * MS, jitterMs * MS);
    }

    /** Nothing is lost, but silences of up to a second come, in which entities are carried on. */
    @Test
    void shouldComeBackFromStarvationWithoutAVisibleStep() {
        long[] seen = new long[2];
        eachSeed(
                seed -> {
                    MotionSimulation world = new MotionSimulation(MILD, seed, SECONDS);
                    world.outageMs = 1_000;
                    Walker walker = world.walker(1, 1);
                    world.run(1, () -> {});
                    Steps steps = new Steps(world, walker);
                    world.run(
                            SECONDS - 1,
                            () -> {
                                steps.onFrame();
                                seen[0] = Math.max(seen[0], (long) world.rendered.error());
                            });
                    seen[1] += world.rendered.snaps();
                });
        assertThat(seen[0]).as("largest blended error").isGreaterThan(50);
        assertThat(seen[1]).as("snaps").isPositive();
    }

    /**
     * No frame moves a walker further than it walks in the time that passes, by more than one
     * frame's share of the largest error that is blended; only snaps are jumps.
     */
    private static final class Steps {
        private final MotionSimulation world;
        private final Walker walker;
        private double ticks;
        private double x;
        private double y;
        private long snaps;

        Steps(MotionSimulation world, Walker walker) {
            this.world = world;
            this.walker = walker;
        }

        void onFrame() {
            boolean wasShown = ticks > 0;
            assertThat(world.show(walker)).isTrue();
            double step = Math.hypot(world.rendered.x() - x, world.rendered.y() - y);
            double walked = (world.rendered.ticks() - ticks) * STEP;
            double share = RULES.snapDistance() * world.frameMs * MS / RULES.blendNs();
            if (wasShown && world.rendered.snaps() == snaps) {
                assertThat(step).as("step").isLessThan(walked + share + 2 * ROUNDING);
                assertThat(share).isLessThan(RULES.deadBand());
            }
            ticks = world.rendered.ticks();
            x = world.rendered.x();
            y = world.rendered.y();
            snaps = world.rendered.snaps();
        }
    }

    /** The states are off by what was lost, and the path between them by what cannot be known. */
    private static final class TruthWatch {
        private final MotionSimulation world;
        private final MotionHistory history;
        private final MotionPath path;
        private double ticks;

        TruthWatch(MotionSimulation world) {
            this.world = world;
            history = Objects.requireNonNull(world.world.history());
            path = new MotionPath(history, TestRow.QUANTIZER, MotionSettings.DEFAULT, 60);
        }

        void onFrame() {
            if (!world.rendered.clock().isRunning()) {
                return;
            }
            assertThat(world.rendered.ticks()).isGreaterThanOrEqualTo(ticks);
            ticks = world.rendered.ticks();
            for (Walker walker : world.walkers) {
                if (world.show(walker)) {
                    onShown(walker, world.world.slotOf(walker.id));
                }
            }
        }

        private void onShown(Walker walker, int slot) {
            int newest = history.count(slot) - 1;
            for (int word = EntityRow.PLACE; word <= EntityRow.TILT; word++) {
                assertThat(history.word(slot, newest, word))
                        .isEqualTo(world.world.word(slot, word));
            }
            boolean isBefore = path.waypointAt(slot, ticks) == MotionPath.NONE;
            int waypoint = isBefore ? 0 : path.waypointAt(slot, ticks);
            int next = path.waypointAfter(slot, waypoint);
            double known = stateError(walker, slot, waypoint);
            double unknown = 2 * (ticks - history.tick(slot, waypoint)) * STEP;
            if (isBefore) {
                unknown = (history.tick(slot, 0) - ticks) * STEP;
            } else if (next != MotionPath.NONE) {
                known = Math.max(known, stateError(walker, slot, next));
                double gap = (history.tick(slot, next) - history.tick(slot, waypoint)) * STEP;
                boolean stood = history.word(slot, waypoint, EntityRow.MOTION) << 16 == 0;
                unknown = stood ? gap : gap / 2;
            }
            double error = world.rendered.error();
            assertThat(error).isLessThanOrEqualTo(RULES.snapDistance());
            assertThat(world.deviation(walker))
                    .as("walker %d of %d", walker.id, walker.period)
                    .isLessThanOrEqualTo(known + unknown + error + (walker.stepsAtOnce - 1) * STEP);
        }

        private double stateError(Walker walker, int slot, int index) {
            Pose state = new Pose();
            MotionPath.read(
                    TestRow.QUANTIZER,
                    history.word(slot, index, EntityRow.PLACE),
                    history.word(slot, index, EntityRow.REST),
                    history.word(slot, index, EntityRow.TILT),
                    state);
            double tick = history.tick(slot, index);
            return Math.hypot(state.x - walker.x(tick), state.y - walker.y(tick)) + ROUNDING;
        }
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
