package dev.shadowland.shard.interest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.motion.PlayerMotion;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Who walks as players do does not leap. */
class LeapsTest {
    private static final double STEP = 1.5625;
    private static final int SLOT = 0;

    private final InterestRules rules = new InterestRules(Kinds.seed(), 1.1, Rings.DEFAULT, STEP);
    private final Leaps leaps = new Leaps(rules, 1);
    private final MoveRules moves =
            MoveRules.of(MapGeometry.DEFAULT, MovementStep.MAX_SPEED, List.of());
    private final PlayerMotion motion = new PlayerMotion();

    @Test
    void shouldNotCallJumpingALeap() {
        assertThat(isRestless(InputCommand.of(127, 0, 0, InputCommand.JUMP, 1))).isFalse();
    }

    @Test
    void shouldCallItOneToBeTwiceAsFast() {
        assertThat(isRestless(InputCommand.of(127, 0, 0, 0, 2))).isTrue();
    }

    /** After ten seconds in which an input's steps are taken in every tick. */
    private boolean isRestless(long input) {
        leaps.onCame(SLOT, 0);
        int tick = 0;
        for (; tick < 600; tick++) {
            double x = motion.x;
            double z = motion.z;
            MovementStep.move(motion, input, InputCommand.steps(input), moves);
            leaps.onMoved(SLOT, (float) (Math.hypot(motion.x - x, motion.z - z) / STEP), 1, tick);
        }
        return leaps.isRestless(SLOT, tick);
    }
}
