package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.snapshot.Animation;
import dev.shadowland.protocol.snapshot.EntityFlags;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Who is in water swims. */
class SwimTest {
    private static final Water LAKE = new Water(1_000, 0, 1_600, 1_000);
    private static final double STEP = 1.5625;

    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT.withWaters(List.of(LAKE)))
                    .open(3, 3, 4, 4, _ -> 1);
    private final TestClient viewer = world.enter(7, 100, 500, Weather.clear(2), Weather.clear(3));

    @Test
    void shouldSwimSlowlyWhileInWaterAndWalkOnBehindIt() {
        TestClient swimmer = enter(700);
        swimmer.moveX = 127;
        world.ticks(50);
        assertThat(x()).isGreaterThan(LAKE.west());
        assertThat(viewer.animationOf(8)).isEqualTo(Animation.SWIM);
        assertThat(viewer.flagsOf(8))
                .isEqualTo(EntityFlags.ALIVE | EntityFlags.MOVING | EntityFlags.SWIMMING);
        double before = x();
        world.ticks(60);
        assertThat(x() - before).isCloseTo(300, within(15 + STEP));
        world.ticks(100);
        assertThat(x()).isGreaterThan(LAKE.east());
        assertThat(viewer.animationOf(8)).isEqualTo(Animation.WALK);
        assertThat(viewer.flagsOf(8)).isEqualTo(EntityFlags.ALIVE | EntityFlags.MOVING);
        assertThat(swimmer.prediction.corrections()).isZero();
    }

    @Test
    void shouldNotJumpInWater() {
        TestClient swimmer = enter(1_300);
        swimmer.buttons = InputCommand.JUMP;
        world.ticks(60);
        assertThat(viewer.world.z(viewer.world.slotOf(8))).isCloseTo(0, within(STEP));
        assertThat(viewer.animationOf(8)).isEqualTo(Animation.SWIM);
        assertThat(swimmer.prediction.corrections()).isZero();
    }

    @Test
    void shouldJumpIntoWater() {
        TestClient swimmer = enter(900);
        swimmer.moveX = 127;
        swimmer.buttons = InputCommand.JUMP;
        world.ticks(25);
        assertThat(x()).as("above the water").isGreaterThan(LAKE.west());
        assertThat(viewer.flagsOf(8) & EntityFlags.SWIMMING).isZero();
        assertThat(viewer.flagsOf(8) & EntityFlags.FALLING).isNotZero();
        world.ticks(60);
        assertThat(viewer.animationOf(8)).isEqualTo(Animation.SWIM);
        assertThat(swimmer.prediction.corrections()).isZero();
    }

    @Test
    void shouldSwimWhereItAppearsThoughItNeverMoves() {
        enter(1_300);
        world.ticks(30);
        assertThat(viewer.animationOf(8)).isEqualTo(Animation.SWIM);
    }

    private TestClient enter(double x) {
        return world.enter(8, x, 500, Weather.clear(4), Weather.clear(5));
    }

    private double x() {
        return viewer.world.x(viewer.world.slotOf(8));
    }
}
