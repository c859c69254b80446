package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.snapshot.Animation;
import dev.shadowland.protocol.snapshot.EntityFlags;
import dev.shadowland.shard.columns.Players;

import org.junit.jupiter.api.Test;

/** What a client sees others do. */
class ConductTest {
    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);
    private final TestClient viewer = world.enter(7, 100, 500, Weather.clear(2), Weather.clear(3));
    private final TestClient other = world.enter(8, 900, 500, Weather.clear(4), Weather.clear(5));

    @Test
    void shouldWalkWhileItMovesAndStandAfterwards() {
        world.ticks(30);
        assertThat(viewer.animationOf(8)).isEqualTo(Animation.IDLE);
        assertThat(viewer.flagsOf(8)).isEqualTo(EntityFlags.ALIVE);
        other.moveX = 127;
        world.ticks(30);
        assertThat(viewer.animationOf(8)).isEqualTo(Animation.WALK);
        assertThat(viewer.flagsOf(8)).isEqualTo(EntityFlags.ALIVE | EntityFlags.MOVING);
        other.moveX = 0;
        world.ticks(40);
        assertThat(viewer.animationOf(8)).isEqualTo(Animation.IDLE);
        assertThat(viewer.flagsOf(8)).isEqualTo(EntityFlags.ALIVE);
    }

    @Test
    void shouldShowAnActionForItsTimeThoughItWalks() {
        other.moveX = 127;
        world.ticks(30);
        Players players = world.ownerOf(8).columns();
        players.act(players.slotOf(8), Animation.ATTACK, world.tick + 20);
        world.ticks(3);
        assertThat(viewer.animationOf(8)).isEqualTo(Animation.ATTACK);
        world.ticks(20);
        assertThat(viewer.animationOf(8)).isEqualTo(Animation.WALK);
    }
}
