package dev.shadowland.shard.cell;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

/**
 * A viewer whose room for the same crowd comes and goes is told of it at ever other turns; what
 * changed between two of them is told all the same, long before everybody is told anew anyway.
 */
class LevelChangeTest {
    private static final int PLAYERS = 60;
    private static final int MOST_BUDGET = 1_100;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldTellWhatChangedAtTheLastTurnsOfBefore(long seed) {
        World world = new World(Weather.clear(seed), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 1; i <= PLAYERS; i++) {
            world.enter(
                    i * 37,
                    (random.nextDouble() * 2 - 1) * 4_000,
                    (random.nextDouble() * 2 - 1) * 4_000,
                    new Weather(seed * 1_000 + i, 0.02, 0, 1, 2),
                    new Weather(seed * 2_000 + i, 0.02, 0, 1, 2));
        }
        ReplicationTest.walk(world, seed, 120);
        for (int round = 0; round < 4; round++) {
            stumble(world, random, 100);
            world.clients.values().forEach(client -> client.budget = MOST_BUDGET);
            ReplicationTest.quiet(world, 90);
            world.clients.values().forEach(client -> ReplicationTest.assertAgrees(world, client));
        }
    }

    /** Everybody begins and stops to walk, and gets and loses room, at ticks of their own. */
    private static void stumble(World world, SplittableRandom random, int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            for (TestClient client : world.clients.values()) {
                if (random.nextInt(20) == 0) {
                    client.moveX = random.nextBoolean() ? 0 : random.nextInt(-127, 128);
                    client.moveY = client.moveX == 0 ? 0 : random.nextInt(-127, 128);
                }
                if (random.nextInt(25) == 0) {
                    client.budget = random.nextInt(150, MOST_BUDGET);
                }
            }
            world.ticks(1);
        }
    }
}
