package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Objects;

class RenderedWorldTest {
    private static final double ROUNDING = 0.79;
    private static final double STEP = 500 / 60.0;

    private final Screen screen = new Screen();
    private final RenderedWorld rendered = screen.rendered;

    @Test
    void shouldWalkStraightAndEvenlyBetweenTwoStates() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        screen.walk(106, TestRow.of(7, 60, 30, 500, 0, 0));
        for (double tick = 100; tick <= 106; tick += 0.5) {
            assertThat(screen.show(tick, 7)).isTrue();
            assertThat(rendered.x()).isCloseTo((tick - 100) * 10, within(ROUNDING));
            assertThat(rendered.y()).isCloseTo((tick - 100) * 5, within(ROUNDING));
        }
    }

    @ParameterizedTest(name = "from yaw {0} to {1}")
    @CsvSource({
        "65000, 500, 65518",
        "500, 65000, 65518",
        "65535, 0, 65535.5",
        "0, 65535, 65535.5",
        "0, 32767, 16383.5",
        "10000, 50000, 62768",
        "20000, 30000, 25000"
    })
    void shouldTurnTheShorterWay(int from, int to, double middle) {
        screen.create(100, TestRow.of(7, 0, 0, 0, 0, from));
        screen.walk(106, TestRow.of(7, 0, 0, 0, 0, to));
        assertThat(screen.show(103, 7)).isTrue();
        assertThat(rendered.yawDegrees()).isCloseTo(middle * 360 / 65_536, within(1e-5));
        screen.show(106, 7);
        assertThat(rendered.yawDegrees()).isCloseTo(to * 360 / 65_536.0, within(1e-5));
    }

    @Test
    void shouldGoOnByVelocityAndStandWhenTheCapIsReached() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        for (int later = 0; later <= 15; later++) {
            screen.show(100 + later, 7);
            assertThat(rendered.x()).isCloseTo(later * STEP, within(ROUNDING));
        }
        for (int later = 15; later <= 600; later++) {
            screen.silence(100 + later);
            screen.show(100 + later, 7);
            assertThat(rendered.x()).isCloseTo(125, within(ROUNDING));
        }
    }

    @Test
    void shouldWaitAtTheNewestStateWhenExtrapolationIsOff() {
        Screen still = new Screen(with(true, false));
        still.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        still.walk(103, TestRow.of(7, 25, 0, 500, 0, 0));
        still.show(102, 7);
        assertThat(still.rendered.x()).isCloseTo(16.67, within(ROUNDING));
        still.show(150, 7);
        assertThat(still.rendered.x()).isCloseTo(25, within(ROUNDING));
    }

    @Test
    void shouldShowTheNewestStateWhenInterpolationIsOff() {
        Screen bare = new Screen(with(false, false));
        bare.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        bare.walk(103, TestRow.of(7, 25, 0, 500, 0, 9));
        bare.show(90, 7);
        assertThat(bare.rendered.x()).isCloseTo(25, within(ROUNDING));
        assertThat(bare.rendered.yawDegrees()).isEqualTo(9 * 360 / 65_536.0);
        assertThat(bare.rendered.health()).isEqualTo(255);
        assertThat(bare.rendered.mana()).isEqualTo(255);

        Screen carried = new Screen(with(false, true));
        carried.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        carried.rendered.frame(Screen.ns(103));
        carried.rendered.show(carried.slot(7));
        assertThat(carried.rendered.x()).isCloseTo(25, within(ROUNDING));
        carried.rendered.frame(Screen.ns(200));
        carried.rendered.show(carried.slot(7));
        assertThat(carried.rendered.x()).isCloseTo(125, within(ROUNDING));
    }

    @Test
    void shouldRefuseAWorldThatKeepsNoStates() {
        ReplicatedWorld bare = new ReplicatedWorld(TestRow.QUANTIZER);
        assertThatThrownBy(() -> new RenderedWorld(bare, MotionSettings.DEFAULT, 60))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static MotionSettings with(boolean interpolation, boolean extrapolation) {
        return new MotionSettings(
                interpolation,
                extrapolation,
                true,
                MotionSettings.Timing.DEFAULT,
                MotionSettings.Correction.DEFAULT,
                500,
                0);
    }

    /** The steps of a walk across an edge are all the same, whichever states are received. */
    @ParameterizedTest(name = "every {0} ticks")
    @ValueSource(ints = {1, 2, 3, 6})
    void shouldCrossEveryEdgeOfTheMapEvenly(int period) {
        for (int edge = -3; edge <= 3; edge++) {
            for (int direction = 0; direction < 8; direction++) {
                double angle = direction * Math.PI / 4;
                crossEvenly(
                        edge * 102_400, -edge * 102_400, Math.cos(angle), Math.sin(angle), period);
                crossEvenly(edge * 102_400 + 1, 51_000, Math.cos(angle), Math.sin(angle), period);
            }
        }
    }

    private static void crossEvenly(
            double edgeX, double edgeY, double east, double north, int period) {
        Screen screen = new Screen();
        screen.create(100, walker(edgeX, edgeY, east, north, -30));
        double lastX = 0;
        double lastY = 0;
        for (int tick = 100; tick <= 160; tick++) {
            if (tick % period == 0) {
                screen.walk(tick, walker(edgeX, edgeY, east, north, tick - 130));
            }
            if (tick < 106) {
                continue;
            }
            assertThat(screen.show(tick - 6, 7)).isTrue();
            double x = screen.rendered.x() - edgeX;
            double y = screen.rendered.y() - edgeY;
            assertThat(Math.hypot(x - east * STEP * (tick - 136), y - north * STEP * (tick - 136)))
                    .isLessThan(1.2);
            if (tick > 106) {
                assertThat(Math.hypot(x - lastX, y - lastY)).isCloseTo(STEP, within(2.3));
            }
            lastX = x;
            lastY = y;
        }
    }

    private static long[] walker(double edgeX, double edgeY, double east, double north, int steps) {
        return TestRow.of(
                7,
                edgeX + east * STEP * steps,
                edgeY + north * STEP * steps,
                500 * east,
                500 * north,
                0);
    }

    @Test
    void shouldBeThereAtOnceWhenItWasMovedFurtherThanItCouldWalk() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        screen.walk(106, TestRow.of(7, 20_000, -90_000, 500, 0, 0));
        screen.show(105.9, 7);
        assertThat(rendered.x()).isCloseTo(0, within(ROUNDING));
        screen.show(106, 7);
        assertThat(rendered.x()).isCloseTo(20_000, within(ROUNDING));
        assertThat(rendered.y()).isCloseTo(-90_000, within(ROUNDING));
        assertThat(rendered.error()).isZero();
    }

    @Test
    void shouldBeThereAtOnceWhenTheMoveIsHeardOfLate() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        screen.show(104, 7);
        screen.show(108, 7);
        screen.walk(106, TestRow.of(7, 20_000, 0, 0, 0, 0));
        screen.show(109, 7);
        assertThat(rendered.x()).isCloseTo(20_000, within(ROUNDING));
        assertThat(rendered.error()).isZero();
        assertThat(rendered.snaps()).isOne();
    }

    /** Twelve queued steps in one tick are a burst of inputs that came late. */
    @Test
    void shouldWalkWhenABurstOfStepsIsShort() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        screen.walk(101, TestRow.of(7, 12 * STEP, 0, 500, 0, 0));
        screen.show(100.5, 7);
        assertThat(rendered.x()).isCloseTo(50, within(ROUNDING));
    }

    @Test
    void shouldStandUntilItHadToLeaveWhenItWasAtRest() {
        screen.create(100, TestRow.of(7, 0, 0, 0, 0, 0));
        screen.walk(700, TestRow.of(7, 25, 0, 500, 0, 8_192));
        screen.show(696.9, 7);
        assertThat(rendered.x()).isCloseTo(0, within(ROUNDING));
        assertThat(rendered.yawDegrees()).isZero();
        screen.show(698.5, 7);
        assertThat(rendered.x()).isCloseTo(12.5, within(ROUNDING));
        screen.show(700, 7);
        assertThat(rendered.x()).isCloseTo(25, within(ROUNDING));
        assertThat(rendered.yawDegrees()).isEqualTo(45);
    }

    /** A player moves at each third tick, and is hurt between. */
    @Test
    void shouldWalkOnEvenlyWhenItIsToldOfInAnotherRespect() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        screen.update(101, Field.VITALS | Field.ROTATION, TestRow.of(7, 0, 0, 500, 0, 600));
        screen.walk(103, TestRow.of(7, 25, 0, 500, 0, 600));
        for (double tick = 100; tick <= 103; tick += 0.25) {
            screen.show(tick, 7);
            assertThat(rendered.x()).isCloseTo((tick - 100) * STEP, within(ROUNDING));
        }
        screen.update(104, Field.VITALS | Field.ROTATION, TestRow.of(7, 0, 0, 500, 0, 900));
        screen.show(105, 7);
        assertThat(rendered.x()).isCloseTo(5 * STEP, within(ROUNDING));
        assertThat(rendered.yawDegrees()).isCloseTo(900 * 360 / 65_536.0, within(1e-5));
    }

    @Test
    void shouldStopWhereItStopped() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        screen.walk(103, TestRow.of(7, 25, 0, 500, 0, 0));
        screen.update(106, Field.VELOCITY, TestRow.of(7, 0, 0, 0, 0, 0));
        for (double tick = 103; tick < 500; tick++) {
            screen.show(tick, 7);
            assertThat(rendered.x()).isCloseTo(25, within(ROUNDING));
        }
    }

    @Test
    void shouldStayWhenItIsOffWithinTheDeadBand() {
        starve(8);
        for (int later = 1; later < 20; later++) {
            screen.show(120 + later, 7);
            assertThat(rendered.error()).isCloseTo(8, within(2 * ROUNDING));
        }
    }

    @Test
    void shouldGetThereEvenlyInTheBlendTimeWhenItIsOffByMore() {
        starve(60);
        double before = 60;
        for (int later = 1; later <= 11; later++) {
            screen.show(120 + later, 7);
            assertThat(rendered.error()).isCloseTo(60 - later * 5, within(1.0));
            assertThat(before - rendered.error()).isLessThan(5.2);
            before = rendered.error();
        }
        screen.show(132.1, 7);
        assertThat(rendered.error()).isZero();
        assertThat(rendered.x()).isCloseTo(screen.world.x(screen.slot(7)), within(0.001));
    }

    @Test
    void shouldSnapWhenItIsOffByMoreThanTheSnapDistance() {
        starve(103);
        screen.show(121, 7);
        assertThat(rendered.error()).isZero();
        assertThat(rendered.snaps()).isOne();
    }

    /** Carries the entity on to 166.7 and then hears that it stopped some units before. */
    private void starve(double units) {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        for (int tick = 100; tick <= 120; tick++) {
            screen.show(tick, 7);
        }
        assertThat(rendered.x()).isCloseTo(125, within(ROUNDING));
        screen.walk(115, TestRow.of(7, 125 - units, 0, 0, 0, 0));
    }

    @Test
    void shouldChangeStateAtTheTimeShown() {
        screen.create(100, TestRow.of(7, 0, 0, 0, 0, 0));
        long[] hurt = {
            EntityRow.identity(7, 0, 9, 8),
            0,
            EntityRow.motion(0, 0, 0, 3),
            EntityRow.rest(5, 0, 0),
            0
        };
        screen.update(104, Field.VITALS | Field.ANIMATION | Field.FLAGS, hurt);
        screen.show(103.9, 7);
        assertThat(rendered.health()).isEqualTo(255);
        assertThat(rendered.mana()).isEqualTo(255);
        assertThat(rendered.animation()).isZero();
        assertThat(rendered.flags()).isZero();
        screen.show(104, 7);
        assertThat(rendered.health()).isEqualTo(9);
        assertThat(rendered.mana()).isEqualTo(8);
        assertThat(rendered.animation()).isEqualTo(3);
        assertThat(rendered.flags()).isEqualTo(5);
        assertThat(rendered.x()).isCloseTo(0, within(ROUNDING));
    }

    @Test
    void shouldAppearAndDisappearAtTheTimeShown() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        screen.remove(106, 7);
        assertThat(screen.show(99.9, 7)).isFalse();
        assertThat(screen.show(100, 7)).isTrue();
        assertThat(screen.show(105.9, 7)).isTrue();
        assertThat(rendered.x()).isCloseTo(5.9 * STEP, within(ROUNDING));
        assertThat(screen.show(106, 7)).isFalse();
    }

    @Test
    void shouldBlendNothingWithWhatItWasBeforeItLeft() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        screen.show(101, 7);
        screen.remove(102, 7);
        screen.create(103, TestRow.of(7, 80, 0, 0, 0, 100));
        assertThat(screen.show(102.5, 7)).isFalse();
        screen.show(103, 7);
        assertThat(rendered.x()).isCloseTo(80, within(ROUNDING));
        assertThat(rendered.error()).isZero();
    }

    @Test
    void shouldBlendNothingWithAnotherEntityThatHadTheSlot() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        screen.show(100, 7);
        int slot = screen.slot(7);
        screen.remove(102, 7);
        long tick = 102;
        while (tick <= 102 + ReplicatedWorld.TOMBSTONE_SNAPSHOTS + 1) {
            screen.silence(++tick);
        }
        screen.create(++tick, TestRow.of(8, 40, 0, 0, 0, 100));
        assertThat(screen.slot(8)).isEqualTo(slot);
        assertThat(screen.show(tick - 1.0, 8)).isFalse();
        screen.show((double) tick, 8);
        assertThat(rendered.x()).isCloseTo(40, within(ROUNDING));
        assertThat(rendered.error()).isZero();
        screen.remove(tick + 1, 9);
        assertThat(screen.show(tick + 0.5, 9)).as("a removal alone").isFalse();
    }

    @Test
    void shouldKeepTheLastTenStates() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        for (int tick = 101; tick <= 140; tick++) {
            screen.walk(tick, TestRow.of(7, (tick - 100) * STEP, 0, 500, 0, 0));
        }
        MotionHistory history = Objects.requireNonNull(screen.world.history());
        assertThat(history.count(0)).isEqualTo(10);
        assertThat(history.tick(0, 0)).isEqualTo(131);
        screen.show(135.5, 7);
        assertThat(rendered.x()).isCloseTo(35.5 * STEP, within(ROUNDING));
        screen.update(90, Field.POSITION, TestRow.of(7, 9_000, 0, 0, 0, 0));
        assertThat(history.tick(0, 0)).isEqualTo(131);
        screen.show(136, 7);
        assertThat(rendered.x()).isCloseTo(36 * STEP, within(ROUNDING));
    }

    /** A state comes 117 ms late, and from tick 300 on 33 ms. */
    @Test
    void shouldStayInSightWhenThePathGetsShorterThanTheStatesReachBack() {
        screen.lateTicks = 7;
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        for (int now = 114; now <= 480; now++) {
            for (int tick = now - 7; tick <= now; tick++) {
                screen.lateTicks = now - tick;
                if (screen.lateTicks == (tick < 300 ? 7 : 2)) {
                    screen.walk(tick, TestRow.of(7, (tick - 100) * STEP, 0, 500, 0, 0));
                }
            }
            rendered.frame(Screen.ns(now));
            assertThat(rendered.show(screen.slot(7))).as("at %d", now).isTrue();
        }
        assertThat(rendered.x()).isCloseTo((rendered.ticks() - 100) * STEP, within(ROUNDING));
    }

    @Test
    void shouldShowWhatTheWalkWasWhenAStateComesLate() {
        screen.create(100, TestRow.of(7, 0, 0, 500, 0, 0));
        screen.walk(112, TestRow.of(7, 100, 0, 500, 0, 0));
        screen.walk(106, TestRow.of(7, 50, 40, 500, 0, 0));
        screen.show(103, 7);
        assertThat(rendered.y()).isCloseTo(20, within(ROUNDING));
        screen.show(109, 7);
        assertThat(rendered.y()).isCloseTo(20, within(ROUNDING));
    }
}
