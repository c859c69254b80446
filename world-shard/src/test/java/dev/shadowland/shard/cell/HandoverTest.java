package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.snapshot.Animation;
import dev.shadowland.protocol.snapshot.EntityFlags;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.shard.ingress.DropReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Players cross borders; {@link World#ticks} checks at every tick that nobody has two owners or
 * none that knows of it.
 */
class HandoverTest {
    private static final long CLOSED = World.MAP.cellAt(300, -300);

    @Test
    void shouldLoseNothingAndPauseForTwoTicksAtMostWhenCrossingOnOneNode() {
        World world = new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);
        TestClient client = world.enter(7, -1_500, 500, Weather.clear(2), Weather.clear(3));
        TestClient watcher = world.enter(9, 1_500, 500, Weather.clear(4), Weather.clear(5));
        world.ticks(60);
        crossAndSettle(world, client, 360);
        assertThat(world.arrivals).hasSize(1);
        assertThat(client.longestGap).as("ticks between snapshots").isLessThanOrEqualTo(3);
        assertThat(client.prediction.corrections()).isZero();
        assertThat(watcher.world.counters().removes()).as("flicker").isZero();
        assertThat(client.world.counters().removes()).as("flicker").isZero();
        ReplicationTest.assertAgrees(world, client);
        ReplicationTest.assertAgrees(world, watcher);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldApplyEveryInputOnceAndNotFlickerWhenTheLinkBetweenNodesIsBad(long seed) {
        Weather links = new Weather(seed, 0.2, 0.2, 0, 2);
        World world =
                new World(links, CellLimits.DEFAULT)
                        .open(3, 3, 4, 4, key -> 1 + (CellKey.x(key) & 1));
        TestClient client =
                world.enter(7, -1_500, 500, Weather.clear(seed + 2), Weather.clear(seed + 3));
        TestClient watcher =
                world.enter(9, 1_500, 500, Weather.clear(seed + 4), Weather.clear(seed + 5));
        world.ticks(60);
        crossAndSettle(world, client, 360);
        assertThat(world.arrivals).hasSize(1);
        assertThat(watcher.world.counters().removes()).as("flicker").isZero();
        assertThat(client.world.counters().removes()).as("flicker").isZero();
        assertThat(world.x(7))
                .as("every input once")
                .isCloseTo(-1_500 + 360 * 500 / 60.0, within(0.001));
        ReplicationTest.assertAgrees(world, client);
        ReplicationTest.assertAgrees(world, watcher);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void shouldKeepOneOwnerWhenACrowdCrossesToAndFroInBadWeatherEverywhere(long seed) {
        Weather links = new Weather(seed, 0.3, 0.3, 0, 5);
        World world =
                new World(links, CellLimits.DEFAULT)
                        .open(3, 3, 4, 4, key -> 1 + (int) ((key ^ key >> 20) & 1));
        ReplicationTest.crowd(world, seed, 24, 600);
        ReplicationTest.walk(world, seed, 1_500);
        ReplicationTest.quiet(world, 420);
        assertThat(world.arrivals).doesNotHaveDuplicates().isNotEmpty();
        world.clients.values().forEach(client -> ReplicationTest.assertAgrees(world, client));
    }

    @Test
    void shouldKeepTellAndCountAPlayerWhenNobodyOwnsTheTarget() {
        World world = new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 3, 3, _ -> 1);
        TestClient client = world.enter(7, -300, -300, Weather.clear(2), Weather.clear(3));
        TestClient other = world.enter(8, -2_000, -300, Weather.clear(4), Weather.clear(5));
        client.moveX = 127;
        other.moveY = -60;
        world.ticks(420);
        Cell cell = world.cells.values().iterator().next();
        assertThat(cell.stats().frozen()).isZero();
        assertThat(cell.stats().stuck()).isOne();
        assertToldOf(world, client, 8);
        assertThat(client.longestGap).as("ticks between snapshots").isLessThanOrEqualTo(3);
        world.open(World.MAP.cellAt(300, -300), 2, 5);
        world.ticks(30);
        assertThat(cell.stats().stuck()).isZero();
        assertThat(cell.stats().handoversOut()).isOne();
        assertThat(world.arrivals).hasSize(1);
    }

    /** Where the view of its cell ends it stands, and its client knows. */
    @Test
    void shouldKeepAPlayerWithinTheMarginAndLetItComeBackWhenNobodyOwnsTheTarget() {
        World world = new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 3, 3, _ -> 1);
        TestClient client = world.enter(7, -300, -300, Weather.clear(2), Weather.clear(3));
        TestClient other = world.enter(8, -2_000, -300, Weather.clear(4), Weather.clear(5));
        client.moveX = 127;
        world.ticks(300);
        assertThat(world.x(7)).isEqualTo(2 * CellLimits.DEFAULT.hysteresis());
        assertThat(other.animationOf(7)).isEqualTo(Animation.IDLE);
        client.moveX = 0;
        world.ticks(60);
        assertThat(client.prediction.x()).isCloseTo(world.x(7), within(1.0));
        client.moveX = -127;
        world.ticks(120);
        assertThat(world.x(7)).isBetween(-620.0, -560.0);
        client.moveX = 0;
        world.ticks(60);
        assertThat(client.prediction.x()).isCloseTo(world.x(7), within(1.0));
        ReplicationTest.assertAgrees(world, other);
    }

    /** For as long as it takes to get from the hysteresis to the margin nobody notices. */
    @Test
    void shouldStayWithItsCellUntilTheLinkTakesItsFrame() {
        World world =
                new World(Weather.clear(1), CellLimits.DEFAULT)
                        .open(3, 3, 4, 3, key -> 1 + (CellKey.x(key) & 1));
        TestClient client = world.enter(7, -300, -300, Weather.clear(2), Weather.clear(3));
        Cell from = world.ownerOf(7);
        client.moveX = 127;
        while (world.x(7) < 160) {
            world.ticks(1);
        }
        world.links.isOut = true;
        world.ticks(18);
        assertThat(world.ownerOf(7)).isSameAs(from);
        assertThat(client.longestGap).isLessThanOrEqualTo(3);
        world.links.isOut = false;
        world.ticks(60);
        client.moveX = 0;
        world.ticks(60);
        assertThat(world.ownerOf(7)).isNotSameAs(from);
        assertThat(world.arrivals).hasSize(1);
        assertThat(client.prediction.corrections()).isZero();
    }

    /** A cell whose neighbour to the east ended, on a node that lives: links take frames for it. */
    private static World besideAClosedCell() {
        World world =
                new World(Weather.clear(1), CellLimits.DEFAULT)
                        .open(3, 3, 4, 3, key -> 1 + (CellKey.x(key) & 1));
        world.cell(CLOSED).close();
        return world;
    }

    /** What a link took may have arrived, even when whoever owns the target does not answer. */
    @Test
    void shouldFreezeAPlayerAndShowItStandingOnceALinkTookItsFrame() {
        World world = besideAClosedCell();
        TestClient client = world.enter(7, -300, -300, Weather.clear(2), Weather.clear(3));
        TestClient other = world.enter(8, -2_000, -300, Weather.clear(4), Weather.clear(5));
        Cell from = world.ownerOf(7);
        client.moveX = 127;
        while (from.stats().frozen() == 0) {
            world.ticks(1);
        }
        for (int tick = 0; tick < 60; tick++) {
            world.ticks(1);
            assertThat(from.stats().frozen()).isOne();
        }
        int slot = other.world.slotOf(7);
        assertThat(EntityRow.velocityX(other.world.word(slot, EntityRow.MOTION))).isZero();
        assertThat(other.animationOf(7)).isEqualTo(Animation.IDLE);
        assertThat(other.flagsOf(7)).isEqualTo(EntityFlags.ALIVE);
        world.open(CLOSED, 2, 2);
        world.ticks(30);
        assertThat(from.stats().frozen()).isZero();
        assertThat(world.arrivals).hasSize(1);
    }

    /** The death of a node: what its link took last is lost, and then there is no way at all. */
    @Test
    void shouldGoOnWithAPlayerThatRejoinedWhenThereIsNoWayAnyMore() {
        World world = besideAClosedCell();
        TestClient client = world.enter(7, -300, -300, Weather.clear(2), Weather.clear(3));
        world.enter(8, -2_000, -300, Weather.clear(4), Weather.clear(5)).moveY = -60;
        Cell from = world.ownerOf(7);
        client.moveX = 127;
        world.ticks(150);
        assertThat(from.stats().frozen()).isOne();
        world.links.isOut = true;
        world.rejoin(client, 0, 0);
        world.ticks(240);
        assertThat(from.stats().frozen()).isZero();
        assertToldOf(world, client, 8);
        world.links.isOut = false;
        world.open(CLOSED, 2, 2);
        world.ticks(30);
        assertThat(world.ownerOf(7)).isSameAs(world.cell(CLOSED));
    }

    @Test
    void shouldRemoveAPlayerThatLeftAndWasNotTaken() {
        World world = new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 3, 3, _ -> 1);
        TestClient client = world.enter(7, -300, -300, Weather.clear(2), Weather.clear(3));
        Cell cell = world.ownerOf(7);
        client.moveX = 127;
        world.ticks(150);
        PlayerExit exit = cell.remove(7, Long.MAX_VALUE);
        assertThat(exit).isNotNull();
        assertThat(exit.position().x()).isEqualTo(2 * CellLimits.DEFAULT.hysteresis());
    }

    @Test
    void shouldKeepWorldEntitiesWithinTheMarginUntilTheirTimeWhenNobodyOwnsTheTarget() {
        World world = new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 3, 3, _ -> 1);
        Residents residents = world.cells.values().iterator().next().residents();
        WorldEntities entities = residents.entities();
        int monster = spawn(residents, "monster", -300, WorldEntities.NO_END);
        int shot = spawn(residents, "projectile", -2_000, world.tick + 200);
        double farthest = 0;
        for (int tick = 1; tick < 200; tick++) {
            world.ticks(1);
            assertThat(entities.states[shot]).isEqualTo(Entities.ACTIVE);
            assertThat(entities.states[monster]).isEqualTo(Entities.ACTIVE);
            farthest = Math.max(farthest, Math.max(entities.x[shot], entities.x[monster]));
        }
        assertThat(farthest).isEqualTo(2 * CellLimits.DEFAULT.hysteresis());
        world.ticks(1);
        assertThat(entities.count()).isOne();
        assertThat(residents.leaving().frozen()).isZero();
    }

    private static int spawn(Residents residents, String kind, double y, long endTick) {
        int number = CellLimits.DEFAULT.kinds().named(kind);
        int slot = residents.spawner().spawn(number, -100, y, 100, endTick);
        residents.entities().velocityX[slot] = 600;
        residents.entities().decideTicks[slot] = Long.MAX_VALUE;
        return slot;
    }

    @Test
    void shouldRefuseToRemoveAPlayerThatMayHaveArrivedElsewhere() {
        Weather links = new Weather(1, 0, 0, 10, 0);
        World world =
                new World(links, CellLimits.DEFAULT)
                        .open(3, 3, 4, 3, key -> 1 + (CellKey.x(key) & 1));
        TestClient client = world.enter(7, -300, -300, Weather.clear(2), Weather.clear(3));
        client.moveX = 127;
        Cell from = world.cell(World.MAP.cellAt(-300, -300));
        while (from.stats().frozen() == 0) {
            world.ticks(1);
        }
        assertThat(from.remove(7, Long.MAX_VALUE)).isNull();
        world.ticks(60);
        assertThat(world.drops(DropReason.SUPERSEDED_ENTITY)).isZero();
        assertThat(world.ownerOf(7)).isNotSameAs(from);
    }

    private static void assertToldOf(World world, TestClient client, int walker) {
        long record = client.world.recordTick(client.world.slotOf(walker));
        assertThat(world.tick - client.world.newestTick()).isLessThan(10);
        assertThat(world.tick - record).as("age of what it shows of %d", walker).isLessThan(10);
    }

    private static void crossAndSettle(World world, TestClient client, int ticks) {
        client.moveX = 127;
        world.ticks(ticks);
        client.moveX = 0;
        world.ticks(60);
        assertThat(client.prediction.pending()).isZero();
    }
}
