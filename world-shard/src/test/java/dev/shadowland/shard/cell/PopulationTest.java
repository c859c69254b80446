package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.Headcount;
import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.WorldEntities;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Two cells side by side, in each of which one monster lives. */
class PopulationTest {
    private static final int SECOND = 60;
    private static final int SHOT = Kinds.seed().named("projectile");
    private static final long HOME = World.MAP.cellAt(-100, 500);
    private static final long ABROAD = World.MAP.cellAt(500, 500);

    private final World world =
            new World(
                            Weather.clear(1),
                            CellLimits.DEFAULT.withPopulation(
                                    Kinds.seed(), new Headcount(List.of(0, 0, 64))))
                    .open(3, 4, 4, 4, key -> key == ABROAD ? 2 : 1);

    private WorldEntities home() {
        return world.cell(HOME).residents().entities();
    }

    private int monsters() {
        return home().count() + world.cell(ABROAD).residents().entities().count();
    }

    /** As if the monster that lives at home had wandered over the border; returns its id. */
    private int sendAbroad() {
        world.ticks(3);
        WorldEntities entities = home();
        int slot = 0;
        assertThat(entities.states[slot]).isEqualTo(Entities.ACTIVE);
        int id = entities.entities[slot];
        place(entities, slot, 500);
        world.ticks(20);
        assertThat(entities.count()).isZero();
        return id;
    }

    private static void place(WorldEntities entities, int slot, double x) {
        entities.decideTicks[slot] = Long.MAX_VALUE;
        entities.velocityX[slot] = 0;
        entities.velocityY[slot] = 0;
        entities.x[slot] = x;
        entities.y[slot] = 500;
    }

    @Test
    void shouldLeaveAloneWhoIsAbroad() {
        int id = sendAbroad();
        world.ticks(60 * SECOND);
        assertThat(monsters()).isEqualTo(2);
        assertThat(world.cell(ABROAD).residents().entities().slotOf(id))
                .isNotEqualTo(Entities.NO_SLOT);
    }

    /** Its home sees it as far as it goes, from wherever players see it. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1_000, 3_000})
    void shouldLeaveAloneWhoIsAbroadWhereverItIsSeenFrom(double distance) {
        Kinds kinds = Kinds.seed();
        Kind monster = kinds.get(kinds.named("monster")).withDistance(distance);
        Headcount one = new Headcount(List.of(0, 0, 64));
        World small =
                new World(
                                Weather.clear(1),
                                CellLimits.DEFAULT.withPopulation(kinds.with(monster), one))
                        .open(3, 4, 4, 4, key -> key == ABROAD ? 2 : 1);
        small.ticks(3);
        WorldEntities home = small.cell(HOME).residents().entities();
        place(home, 0, 3_900);
        small.ticks(30 * SECOND);
        assertThat(home.count()).isZero();
    }

    /** Else the borders of cells that live for long are empty some day. */
    @Test
    void shouldPutAnewWhoWasAbroadInACellThatEnded() {
        sendAbroad();
        world.restart(ABROAD, 2);
        world.ticks(5 * SECOND);
        assertThat(home().count()).as("a link may be silent for so long").isZero();
        world.ticks(10 * SECOND);
        assertThat(home().count()).isOne();
        assertThat(monsters()).isEqualTo(2);
    }

    @Test
    void shouldPutAnewWhoseLifeEnded() {
        world.ticks(3);
        home().end(0);
        world.ticks(15 * SECOND);
        assertThat(home().count()).isOne();
    }

    /** It was taken for gone, because nothing of its cell was heard. */
    @Test
    void shouldTakeOutWhoComesBackAfterItWasReplaced() {
        int id = sendAbroad();
        world.links.isOut = true;
        world.ticks(15 * SECOND);
        world.links.isOut = false;
        world.ticks(SECOND);
        assertThat(monsters()).isEqualTo(3);
        WorldEntities abroad = world.cell(ABROAD).residents().entities();
        place(abroad, abroad.slotOf(id), -500);
        world.ticks(3 * SECOND);
        assertThat(monsters()).isEqualTo(2);
        assertThat(home().slotOf(id)).isEqualTo(Entities.NO_SLOT);
    }

    /** A cell that leaves every other tick out looks at all of them all the same. */
    @Test
    void shouldPutAnewAndTakeOutAtHalfRateToo() {
        world.ticks(3);
        world.lateNs = 40_000_000;
        world.ticks(6 * SECOND);
        sendAbroad();
        world.restart(ABROAD, 2);
        world.ticks(18 * SECOND);
        assertThat(home().count()).isOne();
        world.restart(HOME, 1);
        world.ticks(2 * SECOND);
        assertThat(monsters()).isEqualTo(2);
    }

    /** Whoever makes no snapshots in a tick looks for its people all the same. */
    @Test
    void shouldPutAnewWhileSnapshotsAreMadeEveryOtherTick() {
        world.ticks(3);
        keepSeldom(2, SECOND);
        sendAbroad();
        world.restart(ABROAD, 2);
        keepSeldom(15, 4);
        assertThat(home().count()).isOne();
    }

    /** Late often enough to stay on the second rung of the ladder, once it is there. */
    private void keepSeldom(int seconds, int lateTicks) {
        for (int second = 0; second < seconds; second++) {
            world.lateNs = 40_000_000;
            world.ticks(lateTicks);
            world.lateNs = 0;
            world.ticks(SECOND - lateTicks);
        }
    }

    /** An id that comes back is no longer that of somebody who was replaced. */
    @Test
    void shouldLeaveAShotAloneThatHasTheIdOfWhoWasTakenOut() {
        int id = sendAbroad();
        world.links.isOut = true;
        world.ticks(15 * SECOND);
        world.links.isOut = false;
        world.ticks(SECOND);
        WorldEntities abroad = world.cell(ABROAD).residents().entities();
        place(abroad, abroad.slotOf(id), -500);
        world.ticks(3 * SECOND);
        assertThat(home().slotOf(id)).isEqualTo(Entities.NO_SLOT);
        world.ticks(Spawner.REST_TICKS);
        Spawner spawner = world.cell(HOME).residents().spawner();
        int shot = spawner.spawn(SHOT, -50_000, 500, 0, world.tick + 10 * SECOND);
        assertThat(home().entities[shot]).isEqualTo(id);
        world.ticks(2 * SECOND);
        assertThat(home().slotOf(id)).isNotEqualTo(Entities.NO_SLOT);
    }
}
