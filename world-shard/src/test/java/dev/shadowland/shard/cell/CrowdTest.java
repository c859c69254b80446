package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.shard.columns.Players;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

/** Far more to tell than a snapshot has room for: whoever is close goes first, nobody starves. */
class CrowdTest {
    private static final int PLAYERS = 300;
    private static final int SECOND = 60;
    private static final double CLOSE = 400;

    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(4, 4, 4, 4, _ -> 1);

    @ParameterizedTest
    @ValueSource(longs = 1)
    void shouldTellOfTheClosestOftenAndOfEverybodyInTime(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < PLAYERS; i++) {
            world.enter(
                    1 + i,
                    50_000 + (random.nextDouble() * 2 - 1) * 3_000,
                    50_000 + (random.nextDouble() * 2 - 1) * 3_000,
                    new Weather(seed * 1_000 + i, 0.02, 0, 1, 2),
                    new Weather(seed * 2_000 + i, 0.02, 0, 1, 2));
        }
        stir(6 * SECOND);
        for (int tick = 0; tick < SECOND; tick++) {
            stir(1);
            world.clients.values().stream().limit(20).forEach(this::assertFresh);
        }
        ReplicationTest.quiet(world, 6 * SECOND);
        world.clients.values().stream()
                .limit(20)
                .forEach(client -> ReplicationTest.assertAgrees(world, client));
    }

    private void assertFresh(TestClient viewer) {
        assertThat(viewer.world.size()).isEqualTo(PLAYERS);
        Players players = world.ownerOf(viewer.entity).columns();
        int own = players.slotOf(viewer.entity);
        for (int slot = 0; slot < players.limit(); slot++) {
            int seen = viewer.world.slotOf(players.entities[slot]);
            assertThat(seen).isNotEqualTo(ReplicatedWorld.NO_SLOT);
            double distance =
                    Math.hypot(players.x[slot] - players.x[own], players.y[slot] - players.y[own]);
            long age = world.tick - viewer.world.recordTick(seen);
            assertThat(age)
                    .as(
                            "ticks since %d heard of %d, %.0f units away",
                            viewer.entity, players.entities[slot], distance)
                    .isLessThanOrEqualTo(distance < CLOSE ? 24 : 60);
        }
    }

    private void stir(int ticks) {
        Players players = world.ownerOf(1).columns();
        for (int i = 0; i < ticks; i++) {
            for (int slot = 0; slot < players.limit(); slot++) {
                players.x[slot] += (world.tick & 1) == 0 ? 5 : -5;
            }
            world.ticks(1);
        }
    }
}
