package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ingress.DropReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.LongStream;

/** Commands and their results, each exactly once, whatever the ways between do. */
class CommandTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldApplyEachOnceAndInOrderWhenEveryPathIsBadAndThePlayerChangesCells(long seed) {
        Weather links = new Weather(seed, 0.25, 0.25, 0, 3);
        World world =
                new World(links, CellLimits.DEFAULT).open(3, 3, 4, 4, key -> 1 + (int) (key & 1));
        TestClient client =
                world.enter(
                        7,
                        -1_500,
                        500,
                        new Weather(seed + 1, 0.25, 0.25, 2, 6),
                        new Weather(seed + 2, 0.25, 0.25, 3, 0));
        client.moveX = 127;
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
        long key = World.MAP.cellAt(500, 500);
        world.cell(key).close();
        world.open(key, 2, 2);
        world.cell(key)
                .enter(
                        new PlayerEntry(
                                10_007,
                                7,
                                Generation.ofLogin(2),
                                client.session,
                                new Position(0, 500, 500, 0, 0)));
        world.ticks(2);
        give(world, client, 20);
        world.ticks(120);
        assertThat(client.commands.results).isEqualTo(upTo(40));
        assertThat(client.commands.outbox.count()).isZero();
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
