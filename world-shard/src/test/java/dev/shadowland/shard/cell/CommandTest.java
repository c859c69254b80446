package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ingress.DropReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Commands and their results, each exactly once, whatever the ways between do. */
class CommandTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldApplyEachOnceAndInOrderWhenEveryPathIsBadAndThePlayerChangesCells(long seed) {
        World world = badWorld(seed);
        TestClient client = borderCrosser(world, seed);
        for (int i = 0; i < 60; i++) {
            client.commands.give();
            world.ticks(7);
        }
        client.moveX = 0;
        world.ticks(4_000);
        assertThat(world.arrivals).as("seed %d crossed", seed).isNotEmpty();
        assertThat(client.commands.outbox.count()).as("seed %d unconfirmed", seed).isZero();
        assertThat(client.commands.results).as("seed %d", seed).isEqualTo(upTo(60));
    }

    @Test
    void shouldGoOnWhereTheClientIsWhenARestoredCellHasForgottenTheCount() {
        World world = new World(Weather.clear(1), CellLimits.DEFAULT).open(4, 4, 4, 4, _ -> 1);
        TestClient client = world.enter(7, 500, 500, Weather.clear(2), Weather.clear(3));
        give(world, client, 20);
        assertThat(client.commands.results).isEqualTo(upTo(20));
        world.restart(World.MAP.cellAt(500, 500), 2);
        world.rejoin(client, 500, 500);
        world.ticks(2);
        give(world, client, 20);
        world.ticks(120);
        assertThat(client.commands.results).isEqualTo(upTo(40));
        assertThat(client.commands.outbox.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldDoNothingTwiceWhenTheCellDiesAgainAndAgain(long seed) {
        World world = new World(Weather.clear(seed), CellLimits.DEFAULT).open(4, 4, 4, 4, _ -> 1);
        TestClient client =
                world.enter(
                        7,
                        500,
                        500,
                        new Weather(seed + 1, 0.25, 0.25, 3, 40),
                        new Weather(seed + 2, 0.25, 0.25, 20, 0));
        SplittableRandom random = new SplittableRandom(seed);
        for (int death = 0; death < 20; death++) {
            for (int i = 0; i < 10; i++) {
                client.commands.give();
                world.ticks(random.nextInt(12));
            }
            world.restart(client.cell(), 1 + (death & 1));
            world.rejoin(client, 500, 500);
        }
        world.ticks(4_000);
        give(world, client, 1);
        world.ticks(300);
        assertThat(client.commands.outbox.count()).as("seed %d unconfirmed", seed).isZero();
        assertThat(client.commands.results)
                .as("seed %d: once and in order", seed)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20)
                .endsWith(client.commands.given());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldLoseNothingWhenASessionRejoinsWhoLives(long seed) {
        World world = badWorld(seed);
        TestClient client = borderCrosser(world, seed);
        SplittableRandom random = new SplittableRandom(seed);
        int rejoins = 0;
        for (int i = 0; i < 60; i++) {
            client.commands.give();
            world.ticks(random.nextInt(14));
            Players there = world.cell(client.cell()).columns();
            int slot = there.slotOf(7);
            boolean isHere = slot != Players.NO_SLOT && there.states[slot] == Players.ACTIVE;
            if (isHere && i % 5 == 0) {
                double x = there.x[slot];
                world.rejoin(client, -1_500, 500);
                assertThat(there.x[slot]).as("stays where it is").isEqualTo(x);
                rejoins++;
            }
        }
        client.moveX = 0;
        world.ticks(4_000);
        assertThat(rejoins).as("seed %d", seed).isGreaterThan(3);
        assertThat(client.commands.outbox.count()).as("seed %d unconfirmed", seed).isZero();
        assertThat(client.commands.results).as("seed %d", seed).isEqualTo(upTo(60));
    }

    @Test
    void shouldGoOnAsAnotherSourceWhenAnotherCellMayHaveGoneOnWithWhoRejoins() {
        Weather links = Weather.clear(1);
        World world =
                new World(links, CellLimits.DEFAULT)
                        .open(3, 4, 4, 4, key -> 1 + CellKey.x(key) % 2);
        TestClient client = world.enter(7, -300, 500, Weather.clear(2), Weather.clear(3));
        give(world, client, 5);
        Cell west = world.cell(client.cell());
        Players there = west.columns();
        client.moveX = 127;
        while (there.slotOf(7) == Players.NO_SLOT
                || there.states[there.slotOf(7)] == Players.ACTIVE) {
            world.ticks(1);
        }
        client.moveX = 0;
        long since = there.viewer(there.slotOf(7)).since();
        client.contested = true;
        world.rejoin(client, -300, 500);
        world.ticks(120);
        client.contested = false;
        give(world, client, 5);
        world.ticks(300);
        Players owner = world.ownerOf(7).columns();
        assertThat(owner.viewer(owner.slotOf(7)).since()).isGreaterThan(since);
        assertThat(client.commands.outbox.count()).isZero();
        assertThat(client.commands.results).isEqualTo(upTo(10));
    }

    @Test
    void shouldBeginAtOneAgainWhenAnotherSessionTakesThePlayer() {
        World world = new World(Weather.clear(1), CellLimits.DEFAULT).open(4, 4, 4, 4, _ -> 1);
        TestClient client = world.enter(7, 500, 500, Weather.clear(2), Weather.clear(3));
        give(world, client, 5);
        Players players = world.ownerOf(7).columns();
        players.changeSession(players.slotOf(7), client.session + 1);
        assertThat(players.lastCommands[players.slotOf(7)]).isZero();
        assertThat(players.events(players.slotOf(7)).count()).isZero();
    }

    @Test
    void shouldTellEverythingAgainOnceWhenTheClientAsks() {
        World world = new World(Weather.clear(1), CellLimits.DEFAULT).open(4, 4, 4, 4, _ -> 1);
        TestClient client = world.enter(7, 500, 500, Weather.clear(2), Weather.clear(3));
        world.enter(8, 600, 500, Weather.clear(4), Weather.clear(5));
        world.ticks(120);
        long creates = client.world.counters().creates();
        client.commands.resync(1);
        client.commands.resync(1);
        client.commands.resync(2);
        world.ticks(30);
        assertThat(client.world.counters().creates()).isGreaterThanOrEqualTo(creates + 2);
        assertThat(world.drops(DropReason.RESYNC_REFUSED)).as("repeated, too soon").isEqualTo(2);
        ReplicationTest.assertAgrees(world, client);
        world.ticks(60);
        client.commands.resync(3);
        world.ticks(1);
        assertThat(world.drops(DropReason.RESYNC_REFUSED)).isEqualTo(2);
        world.ticks(60);
        ReplicationTest.assertAgrees(world, client);
    }

    private static World badWorld(long seed) {
        return new World(new Weather(seed, 0.25, 0.25, 0, 3), CellLimits.DEFAULT)
                .open(3, 3, 4, 4, key -> 1 + (int) (key & 1));
    }

    /** On its way east, over the border between two nodes. */
    private static TestClient borderCrosser(World world, long seed) {
        TestClient client =
                world.enter(
                        7,
                        -1_500,
                        500,
                        new Weather(seed + 1, 0.25, 0.25, 2, 6),
                        new Weather(seed + 2, 0.25, 0.25, 3, 0));
        client.moveX = 127;
        return client;
    }

    private static void give(World world, TestClient client, int count) {
        for (int i = 0; i < count; i++) {
            client.commands.give();
            world.ticks(3);
        }
        world.ticks(60);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
