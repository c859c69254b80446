package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.shard.ingress.DropReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Players cross borders; {@link World#ticks} checks at every tick that nobody has two owners or
 * none that knows of it.
 */
class HandoverTest {
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
                new World(links, CellLimits.DEFAULT).open(3, 3, 4, 4, key -> 1 + (int) (key & 1));
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
    void shouldKeepAFrozenPlayerAndCountItWhenNobodyOwnsTheTarget() {
        World world = new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 3, 3, _ -> 1);
        TestClient client = world.enter(7, -300, -300, Weather.clear(2), Weather.clear(3));
        client.moveX = 127;
        world.ticks(420);
        Cell cell = world.cells.values().iterator().next();
        assertThat(cell.stats().frozen()).isOne();
        assertThat(cell.stats().stuck()).isOne();
        world.open(World.MAP.cellAt(300, -300), 2, 5);
        world.ticks(30);
        assertThat(cell.stats().frozen()).isZero();
        assertThat(world.arrivals).hasSize(1);
    }

    @Test
    void shouldRefuseToRemoveAPlayerThatMayHaveArrivedElsewhere() {
        Weather links = new Weather(1, 0, 0, 10, 0);
        World world =
                new World(links, CellLimits.DEFAULT).open(3, 3, 4, 3, key -> 1 + (int) (key & 1));
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

    private static void crossAndSettle(World world, TestClient client, int ticks) {
        client.moveX = 127;
        world.ticks(ticks);
        client.moveX = 0;
        world.ticks(60);
        assertThat(client.prediction.pending()).isZero();
    }
}
