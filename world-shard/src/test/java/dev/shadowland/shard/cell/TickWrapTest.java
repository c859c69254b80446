package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.shard.ingress.DropReason;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.LongStream;

/** The wire has the low 32 bits of ticks, which begin anew after 828 days. */
class TickWrapTest {
    private static final long WRAP = 1L << Integer.SIZE;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAgreeOnceQuietWhenTicksWrapWhileEverybodyWalks(long seed) {
        World world = worldBefore(seed, 300);
        ReplicationTest.crowd(world, seed, 20, 60_000);
        for (int i = 0; i < 30; i++) {
            world.clients.values().forEach(client -> client.commands.give());
            ReplicationTest.walk(world, seed + i, 30);
        }
        assertThat(world.tick).isGreaterThan(WRAP + 500);
        TestClient late = world.enter(7, 500, 500, Weather.clear(2), Weather.clear(3));
        for (int i = 0; i < 5; i++) {
            late.commands.give();
            world.ticks(3);
        }
        ReplicationTest.quiet(world, 3_000);
        world.clients.values().forEach(client -> assertServed(world, client));
        assertThat(world.drops(DropReason.OTHER_SOURCE)).as("seed %d", seed).isZero();
    }

    /** What it has heard of the source before the wrap is older than what it hears after it. */
    @ParameterizedTest
    @ValueSource(ints = {30, 119, 120, 200})
    void shouldGoOnWithARestoredCellWhenItDiesBeforeTheWrapOrAfterIt(int ticksBefore) {
        World world = worldBefore(ticksBefore, 120);
        TestClient client = world.enter(7, 500, 500, Weather.clear(2), Weather.clear(3));
        world.enter(8, 600, 500, Weather.clear(4), Weather.clear(5));
        client.commands.give();
        world.ticks(ticksBefore);
        world.restart(World.MAP.cellAt(500, 500), 2);
        world.clients.values().forEach(each -> world.rejoin(each, 500, 500));
        world.ticks(2);
        client.commands.give();
        world.ticks(300);
        world.clients.values().forEach(each -> assertServed(world, each));
    }

    private static World worldBefore(long seed, int ticks) {
        World world = new World(Weather.clear(seed), CellLimits.DEFAULT);
        world.tick = WRAP - ticks;
        return world.open(3, 3, 4, 4, key -> 1 + (int) (key & 1));
    }

    private static void assertServed(World world, TestClient client) {
        ReplicationTest.assertAgrees(world, client);
        assertThat(client.commands.outbox.count()).as("unconfirmed").isZero();
        assertThat(client.commands.results)
                .as("once and in order")
                .isEqualTo(LongStream.rangeClosed(1, client.commands.given()).boxed().toList());
        int slot = world.ownerOf(client.entity).columns().slotOf(client.entity);
        assertThat(world.ownerOf(client.entity).columns().events(slot).count())
                .as("events without a receipt")
                .isZero();
    }
}
