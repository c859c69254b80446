package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

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

    /** Prediction is corrected by it, however seldom the viewer is told of others. */
    @Test
    void shouldTellOfTheOwnEntityAsSoonAsItMoves() {
        World world = new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);
        for (int i = 1; i <= PLAYERS; i++) {
            world.enter(i, 500 + 10 * i, 500, Weather.clear(i), Weather.clear(100 + i));
        }
        world.clients.values().forEach(client -> client.moveX = 127);
        world.ticks(60);
        world.clients.values().forEach(client -> client.budget = 150);
        Map<Integer, NavigableMap<Long, Double>> ways = new HashMap<>();
        for (int entity = 1; entity <= PLAYERS; entity++) {
            ways.put(entity, new TreeMap<>(Map.of(0L, world.x(entity))));
        }
        for (int tick = 0; tick < 180; tick++) {
            world.ticks(1);
            for (TestClient client : world.clients.values()) {
                NavigableMap<Long, Double> way = Objects.requireNonNull(ways.get(client.entity));
                if (!way.containsValue(world.x(client.entity))) {
                    way.put(world.tick, world.x(client.entity));
                }
                assertThat(client.world.recordTick(client.world.slotOf(client.entity)))
                        .as("tick that %d heard of itself", client.entity)
                        .isGreaterThanOrEqualTo(way.floorKey(client.world.newestTick()));
            }
        }
        assertThat(ways.get(1)).hasSizeGreaterThan(50);
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
