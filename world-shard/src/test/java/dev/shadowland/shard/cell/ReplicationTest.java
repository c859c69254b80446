package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.client.ReplicatedWorld;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

/** Clients in bad weather come to see what the cells hold. */
class ReplicationTest {
    private static final double HALF_STEP = 0.79;
    private static final double RADIUS = CellLimits.DEFAULT.kinds().get(0).distance();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAgreeWithTheServerOnceQuietWhenDatagramsAreLostRepeatedAndReordered(long seed) {
        World world =
                new World(Weather.clear(seed), CellLimits.DEFAULT)
                        .open(2, 2, 5, 5, key -> 1 + (int) (key & 1));
        crowd(world, seed, 40, 180_000);
        walk(world, seed, 900);
        quiet(world, 420);
        world.clients.values().forEach(client -> assertAgrees(world, client));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldStarveNobodyWhenTheBudgetIsTiny(long seed) {
        World world = new World(Weather.clear(seed), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);
        crowd(world, seed, 60, 20_000);
        world.clients.values().forEach(client -> client.budget = 200);
        world.ticks(2);
        world.clients.values().forEach(client -> client.largestSnapshot = 0);
        walk(world, seed, 600);
        world.clients
                .values()
                .forEach(
                        client -> {
                            assertThat(client.largestSnapshot).as("bytes").isLessThanOrEqualTo(200);
                            assertThat(client.world.size())
                                    .as("entities that %d knows", client.entity)
                                    .isEqualTo(60);
                            for (int slot = 0; slot < client.world.limit(); slot++) {
                                long age = world.tick - client.world.recordTick(slot);
                                assertThat(age)
                                        .as(
                                                "ticks since %d heard of %d",
                                                client.entity, client.world.id(slot))
                                        .isLessThan(90);
                            }
                        });
        quiet(world, 900);
        world.clients.values().forEach(client -> assertAgrees(world, client));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void shouldRemoveEntitiesThatLeaveTheWorld(long seed) {
        World world =
                new World(Weather.clear(seed), CellLimits.DEFAULT)
                        .open(3, 3, 4, 4, key -> 1 + (int) (key & 1));
        crowd(world, seed, 30, 60_000);
        world.ticks(120);
        world.clients.values().stream()
                .filter(client -> client.entity % 2 == 0)
                .forEach(
                        client -> {
                            client.gone = true;
                            assertThat(
                                            world.ownerOf(client.entity)
                                                    .remove(client.entity, Long.MAX_VALUE))
                                    .isNotNull();
                        });
        world.ticks(300);
        world.clients.values().stream()
                .filter(client -> !client.gone)
                .forEach(client -> assertAgrees(world, client));
    }

    static void crowd(World world, long seed, int count, double spread) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 1; i <= count; i++) {
            double x = (random.nextDouble() * 2 - 1) * spread;
            double y = (random.nextDouble() * 2 - 1) * spread;
            world.enter(
                    i * 37,
                    x,
                    y,
                    new Weather(seed * 1_000 + i, 0.25, 0.1, 2, 4),
                    new Weather(seed * 2_000 + i, 0.1, 0.1, 1, 2));
        }
    }

    static void walk(World world, long seed, int ticks) {
        SplittableRandom random = new SplittableRandom(seed ^ 99);
        for (int i = 0; i < ticks; i += 30) {
            for (TestClient client : world.clients.values()) {
                client.moveX = random.nextInt(-127, 128);
                client.moveY = random.nextInt(-127, 128);
            }
            world.ticks(30);
        }
    }

    static void quiet(World world, int ticks) {
        world.clients
                .values()
                .forEach(
                        client -> {
                            client.moveX = 0;
                            client.moveY = 0;
                        });
        world.ticks(ticks);
    }

    static void assertAgrees(World world, TestClient viewer) {
        assertThat(viewer.world.counters().updatesForUnknown())
                .as("updates before create")
                .isZero();
        assertThat(viewer.world.counters().malformedFrames()).isZero();
        double x = world.x(viewer.entity);
        double y = world.y(viewer.entity);
        for (TestClient other : world.clients.values()) {
            int slot = viewer.world.slotOf(other.entity);
            if (other.gone) {
                assertThat(slot)
                        .as("%d still sees %d, which is gone", viewer.entity, other.entity)
                        .isEqualTo(ReplicatedWorld.NO_SLOT);
                continue;
            }
            double distance = Math.hypot(world.x(other.entity) - x, world.y(other.entity) - y);
            if (distance < RADIUS - 5) {
                assertThat(slot)
                        .as("%d sees %d at %s", viewer.entity, other.entity, distance)
                        .isNotEqualTo(ReplicatedWorld.NO_SLOT);
                assertThat(viewer.world.x(slot)).isCloseTo(world.x(other.entity), within());
                assertThat(viewer.world.y(slot)).isCloseTo(world.y(other.entity), within());
            } else if (distance > RADIUS * 1.1 + 5) {
                assertThat(slot)
                        .as("%d sees %d at %s", viewer.entity, other.entity, distance)
                        .isEqualTo(ReplicatedWorld.NO_SLOT);
            }
        }
    }

    private static Offset<Double> within() {
        return Offset.offset(HALF_STEP);
    }
}
