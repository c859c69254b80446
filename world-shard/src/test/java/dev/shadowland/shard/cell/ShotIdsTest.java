package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.WorldEntities;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

/** Shots that end in another cell, which spawns nothing itself: what becomes of their ids. */
class ShotIdsTest {
    private static final int SHOT = Kinds.seed().named("projectile");
    private static final int TICKS_BETWEEN = 3;
    private static final int LIFE_TICKS = 24;

    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 4, 4, 4, _ -> 1);
    private final Residents west = world.cell(World.MAP.cellAt(-1, 1)).residents();
    private final Residents east = world.cell(World.MAP.cellAt(1, 1)).residents();

    /** Tick at which an id was last seen on somebody who lives. */
    private final Map<Integer, Long> lived = new HashMap<>();

    private int endedAbroad;

    private void shootFor(int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            if (tick % TICKS_BETWEEN == 0) {
                shoot();
            }
            world.ticks(1);
            note(west.entities());
            note(east.entities());
        }
    }

    private void shoot() {
        int slot = west.spawner().spawn(SHOT, -100, 5_000, 0, world.tick + LIFE_TICKS);
        assertThat(slot).isNotEqualTo(Entities.NO_SLOT);
        WorldEntities entities = west.entities();
        entities.velocityX[slot] = 2_500;
        int id = entities.entities[slot];
        assertThat(world.tick - lived.getOrDefault(id, -1L << 32))
                .as("rest of %d", id)
                .isGreaterThanOrEqualTo(Spawner.REST_TICKS);
        assertThat(east.entities().slotOf(id)).isEqualTo(Entities.NO_SLOT);
    }

    private void note(WorldEntities entities) {
        for (int slot = 0; slot < entities.limit(); slot++) {
            if (entities.states[slot] != Entities.FREE) {
                lived.put(entities.entities[slot], world.tick);
                endedAbroad += entities == east.entities() ? 1 : 0;
            }
        }
    }

    @Test
    void shouldTakeNoMoreFreshIdsWhenTheFirstOnesHaveRested() {
        int before = world.newestId;
        shootFor(Spawner.REST_TICKS + 3 * LIFE_TICKS);
        int fresh = world.newestId - before;
        int resting = east.spawner().resting();
        assertThat(endedAbroad).as("ticks of shots in the other cell").isPositive();
        assertThat(west.spawner().resting()).as("ended where they began").isZero();
        shootFor(2 * Spawner.REST_TICKS);
        assertThat(world.newestId - before).isEqualTo(fresh);
        assertThat(fresh).isBetween(1_200, 1_240);
        assertThat(east.spawner().resting()).isBetween(resting - 2, resting + 2);
        assertThat(world.node(1).ids.count()).isLessThan(30);
    }
}
