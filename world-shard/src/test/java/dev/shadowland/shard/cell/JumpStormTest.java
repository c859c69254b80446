package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.snapshot.EntityFlags;
import dev.shadowland.shard.columns.Players;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.SplittableRandom;

/** Jumps, swims and walks over a border, whatever is lost: once quiet all agree. */
class JumpStormTest {
    private static final double STEP = 1.5625;
    private static final Water RIVER = new Water(-900, 0, -300, 1_000);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldAgreeOnceQuiet(long seed) {
        World world =
                new World(
                                new Weather(seed + 70, 0.2, 0.2, 0, 3),
                                CellLimits.DEFAULT.withWaters(List.of(RIVER)))
                        .open(3, 3, 4, 4, cell -> 1 + (int) (cell & 1));
        TestClient viewer = world.enter(7, 300, 500, Weather.clear(2), Weather.clear(3));
        TestClient jumper =
                world.enter(
                        8,
                        400,
                        500,
                        new Weather(seed, 0.25, 0.1, 2, 4),
                        new Weather(seed + 50, 0.1, 0.1, 1, 2));
        jumper.tellsStanding = true;
        world.ticks(60);
        SplittableRandom random = new SplittableRandom(seed);
        double highest = 0;
        boolean swam = false;
        for (int i = 0; i < 150; i++) {
            jumper.moveX = jumper.prediction.x() > 0 ? -127 : random.nextInt(-127, 128);
            jumper.buttons = random.nextInt(3) == 0 ? InputCommand.JUMP : 0;
            for (int tick = 0; tick < 15; tick++) {
                world.ticks(1);
                int slot = viewer.world.slotOf(8);
                highest = Math.max(highest, viewer.world.z(slot));
                swam |= (viewer.flagsOf(8) & EntityFlags.SWIMMING) != 0;
            }
        }
        assertThat(highest).isBetween(60.0, 94 + STEP);
        assertThat(swam).isTrue();
        jumper.moveX = 0;
        jumper.buttons = 0;
        world.ticks(700);

        Players players = world.ownerOf(8).columns();
        int own = players.slotOf(8);
        int seen = viewer.world.slotOf(8);
        assertThat(players.z[own]).isZero();
        assertThat(jumper.prediction.z()).isZero();
        assertThat(jumper.prediction.x()).isCloseTo(players.x[own], within(2 * STEP));
        assertThat(viewer.world.x(seen)).isCloseTo(players.x[own], within(STEP));
        assertThat(viewer.world.z(seen)).isCloseTo(0, within(STEP));
        boolean isInRiver = players.x[own] >= RIVER.west() && players.x[own] < RIVER.east();
        assertThat((viewer.flagsOf(8) & EntityFlags.SWIMMING) != 0).isEqualTo(isInRiver);
        assertThat(viewer.flagsOf(8) & EntityFlags.FALLING).isZero();
    }
}
