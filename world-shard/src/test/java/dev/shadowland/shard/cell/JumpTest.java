package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.snapshot.Animation;
import dev.shadowland.protocol.snapshot.EntityFlags;
import dev.shadowland.shard.columns.Players;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Who jumps leaves the ground, is seen to, and comes back to it. */
class JumpTest {
    private static final double HEIGHT_STEP = 1.5625;

    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);
    private final TestClient viewer = world.enter(7, 100, 500, Weather.clear(2), Weather.clear(3));
    private final TestClient jumper = world.enter(8, 900, 500, Weather.clear(4), Weather.clear(5));
    private final List<Integer> shown = new ArrayList<>();
    private double highest;
    private long releaseTick;

    @BeforeEach
    void settle() {
        world.ticks(30);
    }

    @Test
    void shouldBeSeenToJumpToFallAndToStandAgain() {
        press(3);
        watch(80);
        assertThat(shown).containsExactly(Animation.IDLE, Animation.JUMP, Animation.FALL, 0);
        assertThat(highest).isCloseTo(94, within(HEIGHT_STEP));
        assertThat(height()).isCloseTo(0, within(HEIGHT_STEP));
        assertThat(viewer.flagsOf(8)).isEqualTo(EntityFlags.ALIVE);
        assertThat(jumper.prediction.z()).isZero();
        assertThat(jumper.prediction.corrections()).isZero();
    }

    @Test
    void shouldSayThatItFallsWhileItIsInTheAir() {
        press(3);
        watch(20);
        assertThat(height()).isGreaterThan(20);
        assertThat(viewer.flagsOf(8) & EntityFlags.FALLING).isNotZero();
        assertThat(viewer.flagsOf(8) & EntityFlags.MOVING).isNotZero();
    }

    @Test
    void shouldJumpOnFromTheGroundAloneHoweverLongTheButtonIsHeld() {
        jumper.moveX = 127;
        press(400);
        watch(400);
        assertThat(highest).isCloseTo(94, within(HEIGHT_STEP));
        assertThat(shown.stream().filter(seen -> seen == Animation.JUMP).count()).isBetween(6L, 8L);
        assertThat(jumper.prediction.corrections()).isZero();
    }

    @Test
    void shouldGoOnJumpingInTheNextCell() {
        long before = jumper.cell();
        jumper.moveX = -127;
        press(400);
        watch(400);
        assertThat(jumper.cell()).isNotEqualTo(before);
        assertThat(highest).isCloseTo(94, within(HEIGHT_STEP));
        assertThat(jumper.prediction.corrections()).isZero();
    }

    @Test
    void shouldFallAlthoughItsClientSaysNothingMore() {
        press(3);
        watch(15);
        assertThat(height()).isGreaterThan(20);
        jumper.isSilent = true;
        watch(100);
        assertThat(height()).isCloseTo(0, within(HEIGHT_STEP));
        assertThat(viewer.flagsOf(8)).isEqualTo(EntityFlags.ALIVE);
        assertThat(jumper.prediction.z()).as("its client is told").isZero();
    }

    @Test
    void shouldNotStayInTheAirByHoldingInputsBack() {
        press(3);
        watch(6);
        int ticks = 0;
        for (; heightAtServer() > 0 && ticks < 300; ticks++) {
            jumper.isSilent = world.tick % 12 >= 3;
            watch(1);
        }
        int most = 53 + 6 + Movement.MAX_CREDIT;
        assertThat(ticks).as("53 in the air, and what it has credit for").isLessThan(most);
    }

    private void press(int ticks) {
        jumper.buttons = InputCommand.JUMP;
        releaseTick = world.tick + ticks;
    }

    private void watch(int ticks) {
        for (int i = 0; i < ticks; i++) {
            if (world.tick >= releaseTick) {
                jumper.buttons = 0;
            }
            world.ticks(1);
            highest = Math.max(highest, height());
            int animation = viewer.animationOf(8);
            if (shown.isEmpty() || shown.getLast() != animation) {
                shown.add(animation);
            }
        }
    }

    private double heightAtServer() {
        Players players = world.ownerOf(8).columns();
        return players.z[players.slotOf(8)];
    }

    private double height() {
        return viewer.world.z(viewer.world.slotOf(8));
    }
}
