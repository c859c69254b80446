package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.snapshot.Animation;
import dev.shadowland.protocol.snapshot.EntityFlags;
import dev.shadowland.protocol.snapshot.EntityRow;
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
        assertThat(animation()).isEqualTo(Animation.IDLE);
        assertThat(flags()).isEqualTo(EntityFlags.ALIVE);
        other.moveX = 127;
        world.ticks(30);
        assertThat(animation()).isEqualTo(Animation.WALK);
        assertThat(flags()).isEqualTo(EntityFlags.ALIVE | EntityFlags.MOVING);
        other.moveX = 0;
        world.ticks(40);
        assertThat(animation()).isEqualTo(Animation.IDLE);
        assertThat(flags()).isEqualTo(EntityFlags.ALIVE);
    }

    @Test
    void shouldShowAnActionForItsTimeThoughItWalks() {
        other.moveX = 127;
        world.ticks(30);
        Players players = world.ownerOf(8).columns();
        players.act(players.slotOf(8), Animation.ATTACK, world.tick + 20);
        world.ticks(3);
        assertThat(animation()).isEqualTo(Animation.ATTACK);
        world.ticks(20);
        assertThat(animation()).isEqualTo(Animation.WALK);
    }

    private int animation() {
        return EntityRow.animation(word(EntityRow.MOTION));
    }

    private int flags() {
        return EntityRow.flags(word(EntityRow.REST));
    }

    private long word(int word) {
        return viewer.world.word(viewer.world.slotOf(8), word);
    }
}
