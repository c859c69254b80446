package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.Water;
import dev.shadowland.shard.ingress.DropReason;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Clients that do what the protocol says are never corrected, although datagrams are lost, cells
 * stand still, and handovers take their time.
 */
class HonestClientTest {
    private static final int CLIENTS = 6;

    /** Of a tick: the overload ladder is climbed. */
    private static final long LATE_NS = 40_000_000;

    private static final CellLimits LIMITS =
            CellLimits.DEFAULT.withWaters(List.of(new Water(-900, -2_000, -300, 2_000)));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldNeverBeCorrected(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        World world = new World(new Weather(seed, 0, 0.2, 0, 4), LIMITS);
        world.tick = World.PRESENT_TICK;
        world.open(3, 3, 4, 4, key -> 1 + (CellKey.x(key) + CellKey.y(key) & 1));
        for (int i = 0; i < CLIENTS; i++) {
            enter(world, i, random);
        }
        boolean isOverloaded = seed % 2 == 0;
        for (int step = 0; step < 150; step++) {
            world.lateNs = isOverloaded && step / 30 % 2 == 1 ? LATE_NS : 0;
            world.clients.values().forEach(client -> turn(client, random));
            pass(world, random);
        }
        world.clients.values().forEach(HonestClientTest::stand);
        world.ticks(60);
        assertThat(world.arrivals).as("seed %d", seed).hasSizeGreaterThan(CLIENTS);
        assertThat(world.drops(DropReason.INPUT_OVER_LIMIT)).as("seed %d", seed).isZero();
        for (TestClient client : world.clients.values()) {
            assertThat(client.prediction.corrections())
                    .as("seed %d, client %d", seed, client.entity)
                    .isZero();
        }
    }

    private static void enter(World world, int number, SplittableRandom random) {
        boolean jumps = number % 2 == 0;
        double x = random.nextDouble(-1_500, 1_500);
        double y = random.nextDouble(-1_500, 1_500);
        Weather down = new Weather(random.nextLong(), 0.1, 0.1, random.nextInt(6), 3);
        Weather up = new Weather(random.nextLong(), 0.1, 0.1, random.nextInt(6), 3);
        TestClient client = world.enter(7 + number, x, y, down, up);
        client.turns = random.nextInt(3) == 0;
        client.buttons = jumps ? InputCommand.JUMP : 0;
    }

    /** Mostly towards the corner where four cells meet. */
    private static void turn(TestClient client, SplittableRandom random) {
        if (random.nextInt(8) == 0) {
            client.moveX = (client.prediction.x() > 0 ? -1 : 1) * random.nextInt(128);
            client.moveY = (client.prediction.y() > 0 ? -1 : 1) * random.nextInt(128);
        }
    }

    private static void stand(TestClient client) {
        client.moveX = 0;
        client.moveY = 0;
        client.buttons = 0;
    }

    /** A cell stands still for a fifth of a second at most, and not twice within half of one. */
    private static void pass(World world, SplittableRandom random) {
        int still = random.nextInt(1, 12);
        switch (random.nextInt(4)) {
            case 0 -> world.lateTick(still);
            case 1 -> world.stall(still);
            default -> {}
        }
        world.ticks(random.nextInt(1, 10) + 20);
    }
}
