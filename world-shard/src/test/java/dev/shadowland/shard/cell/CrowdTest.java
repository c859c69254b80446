package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.shard.replication.Replication;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Far more to tell than a snapshot has room for: whoever is close goes first, nobody starves. */
class CrowdTest {
    private static final int PLAYERS = 300;
    private static final int SECOND = 60;
    private static final double CLOSE = 400;
    private static final int[] BUDGETS = {Replication.MIN_BUDGET, 150, 300, 1_100};

    /**
     * The least budget has room for two thirds of what is due at a turn of the sparsest ring, where
     * every sixth record is a whole one: five turns were the most.
     */
    private static final int LONGEST_WAIT = 6 * Rings.CYCLE_TICKS;

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

    /** Who has the highest id is the last to be written, and has the longest id to write. */
    @ParameterizedTest
    @ValueSource(ints = {1, 300, 20_000})
    void shouldTellOfEverybodyInTimeHoweverFarApartTheirIdsAre(int apart) {
        SplittableRandom random = new SplittableRandom(apart);
        List<TestClient> viewers = new ArrayList<>();
        for (int i = 0; i < PLAYERS; i++) {
            TestClient client =
                    world.enter(
                            1 + i * apart,
                            50_000 + (random.nextDouble() * 2 - 1) * 3_000,
                            50_000 + (random.nextDouble() * 2 - 1) * 3_000,
                            Weather.clear(i),
                            Weather.clear(i));
            if (i % 25 == 0) {
                viewers.add(client);
            } else {
                client.budget = 0;
            }
        }
        stir(SECOND);
        for (int i = 0; i < viewers.size(); i++) {
            viewers.get(i).budget = BUDGETS[i % BUDGETS.length];
        }
        stir(2);
        viewers.forEach(viewer -> viewer.largestSnapshot = 0);
        stir(5 * SECOND);
        long[] longest = new long[viewers.size()];
        for (int tick = 0; tick < 2 * SECOND; tick++) {
            stir(1);
            Arrays.setAll(longest, i -> Math.max(longest[i], oldest(viewers.get(i))));
        }
        for (int i = 0; i < longest.length; i++) {
            TestClient viewer = viewers.get(i);
            assertThat(longest[i])
                    .as(
                            "ticks that %d heard nothing of one, %d bytes",
                            viewer.entity, viewer.budget)
                    .isLessThanOrEqualTo(LONGEST_WAIT);
            assertThat(viewer.largestSnapshot).as("bytes").isLessThanOrEqualTo(viewer.budget);
        }
    }

    /** Ticks since the viewer heard of the one of whom it did not for longest. */
    private long oldest(TestClient viewer) {
        assertThat(viewer.world.size()).isEqualTo(PLAYERS);
        long oldest = 0;
        for (int slot = 0; slot < viewer.world.limit(); slot++) {
            oldest = Math.max(oldest, world.tick - viewer.world.recordTick(slot));
        }
        return oldest;
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
