package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.reliability.MessageSender;
import dev.shadowland.protocol.weather.WeatherReport;

import org.junit.jupiter.api.Test;

import java.util.function.LongConsumer;

/**
 * Messages of every channel over the weather. A failure names its seed; {@code
 * -Dshadowland.sim.seed=N} runs that seed alone, {@code -Dshadowland.sim.seeds=N} so many of each.
 */
class MessageSimulationPropertyTest {
    private static final int SEEDS = Integer.getInteger("shadowland.sim.seeds", 1_000);
    private static final Long ONLY = Long.getLong("shadowland.sim.seed");
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void shouldDeliverEachMessageOnceWhenClear() {
        eachSeed(SEEDS, seed -> converse(new MessageSimulation(WeatherReport.CLEAR, seed)));
    }

    @Test
    void shouldDeliverEachMessageOnceInAStorm() {
        eachSeed(SEEDS, seed -> converse(new MessageSimulation(WeatherReport.STORM, seed)));
    }

    @Test
    void shouldDeliverEachMessageOnceInAnyWeather() {
        eachSeed(
                SEEDS,
                seed ->
                        converse(
                                new MessageSimulation(
                                        MessageSimulation.randomWeather(seed), seed)));
    }

    @Test
    void shouldDeliverEachMessageOnceThroughBurstsOfLoss() {
        Rare rare = new Rare();
        eachSeed(
                SEEDS,
                seed -> {
                    MessageSimulation world = new MessageSimulation(WeatherReport.STORM, seed);
                    world.bursts = true;
                    converse(world);
                    rare.count(world);
                });
        rare.assertReached();
    }

    /** What the weather must have brought about over all seeds, or else it proves nothing of it. */
    private static final class Rare {
        private long rekeys;
        private long expired;
        private long resent;

        private void count(MessageSimulation world) {
            rekeys += world.server.keyEpoch();
            expired +=
                    world.client.statistics().setsExpired()
                            + world.server.statistics().setsExpired();
            resent +=
                    world.client.statistics().messagesResent()
                            + world.server.statistics().messagesResent();
        }

        private void assertReached() {
            if (ONLY == null && SEEDS >= 100) {
                assertThat(rekeys).as("keys changed while it stormed").isGreaterThan(SEEDS);
                assertThat(expired).as("fragments given up").isPositive();
                assertThat(resent).as("messages sent again").isGreaterThan(SEEDS);
            }
        }
    }

    /** Snapshots at each step take what they may; what is reliable gets through beside them. */
    @Test
    void shouldDeliverEachMessageOnceBesideSnapshots() {
        eachSeed(
                SEEDS / 4,
                seed -> {
                    MessageSimulation world = new MessageSimulation(WeatherReport.STORM, seed);
                    world.snapshots = true;
                    converse(world);
                    assertThat(world.snapshotBytes).isPositive();
                });
    }

    private static void converse(MessageSimulation world) {
        world.established();
        assertThat(world.isAlive()).as("established").isTrue();
        world.talk(100);
        assertThat(world.settle(120 * SECOND_NS))
                .as("client %s, server %s", world.clientSide.closed, world.serverSide.closed)
                .isTrue();
        world.run(SECOND_NS / 10);
        world.assertAllArrived();
        assertThat(world.mostQueuedBytes)
                .isLessThanOrEqualTo(2 * MessageSender.QUEUE_BYTES + 140_000);
        assertThat(world.mostHeldBytes).isLessThanOrEqualTo(5 * 256 * 1024);
        world.run(11 * SECOND_NS);
        assertThat(world.clientMemory.blocks().takenBytes()).as("client's memory").isZero();
        assertThat(world.serverMemory.blocks().takenBytes()).as("server's memory").isZero();
    }

    private static void eachSeed(int count, LongConsumer check) {
        long first = ONLY == null ? 1 : ONLY;
        long last = ONLY == null ? count : ONLY;
        for (long seed = first; seed <= last; seed++) {
            try {
                check.accept(seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }
}
