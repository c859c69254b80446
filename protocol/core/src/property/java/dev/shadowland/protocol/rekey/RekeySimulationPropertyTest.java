package dev.shadowland.protocol.rekey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.weather.Weather;
import dev.shadowland.protocol.weather.WeatherReport;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Both ends send at 60 Hz over the weather while the keys change again and again. A failure names
 * its seed.
 */
class RekeySimulationPropertyTest {
    private static final long MS = 1_000_000;
    private static final long TICK_NS = 1_000 * MS / 60;
    private static final int SEEDS = 150;

    @Test
    void shouldLoseNothingWhenClear() {
        eachSeed(
                60,
                seed -> {
                    Run run = new Run(WeatherReport.CLEAR, seed, 250 * MS);
                    run.run(20_000 * MS);
                    // The last ones are on their way.
                    assertThat(run.client.opened).isEqualTo(run.server.nextSequence - 1);
                    assertThat(run.server.opened).isEqualTo(run.client.nextSequence - 1);
                    run.assertHealthy(10);
                });
    }

    /** 25 % loss, 25 % duplication, 1 s latency each way, 150 ms jitter that reorders. */
    @Test
    void shouldKeepChangingKeysOverASecondOfLatencyAndLoss() {
        WeatherReport far = new WeatherReport(0.25, 0.25, 1_000 * MS, 150 * MS);
        eachSeed(
                SEEDS,
                seed -> {
                    Run run = new Run(far, seed, 2_000 * MS);
                    run.run(40_000 * MS);
                    run.assertHealthy(2);
                    run.assertNothingRefused();
                });
    }

    @Test
    void shouldKeepChangingKeysInAStorm() {
        int[] rekeys = new int[1];
        eachSeed(
                SEEDS,
                seed -> {
                    Run run = new Run(WeatherReport.STORM, seed, 250 * MS);
                    run.run(20_000 * MS);
                    run.assertHealthy(2);
                    run.assertNothingRefused();
                    rekeys[0] += run.client.keys.epoch();
                });
        assertThat(rekeys[0]).as("rekeys over %d seeds", SEEDS).isGreaterThan(8 * SEEDS);
    }

    /** Replays, flipped phases and damaged datagrams change neither keys nor what opens. */
    @Test
    void shouldIgnoreAnAttackerWhileKeysChange() {
        eachSeed(
                SEEDS / 2,
                seed -> {
                    Run run = new Run(WeatherReport.STORM, seed, 250 * MS);
                    run.attacked = true;
                    run.run(8_000 * MS);
                    Run calm = new Run(WeatherReport.STORM, seed, 250 * MS);
                    calm.run(8_000 * MS);
                    assertThat(run.server.keys.epoch()).isEqualTo(calm.server.keys.epoch());
                    assertThat(run.client.keys.epoch()).isEqualTo(calm.client.keys.epoch());
                    assertThat(run.client.opened).isEqualTo(calm.client.opened);
                    assertThat(run.server.opened).isEqualTo(calm.server.opened);
                    assertThat(run.client.misbehaved || run.server.misbehaved).isFalse();
                });
    }

    @Test
    void shouldZeroEveryKeyWheneverItEnds() {
        eachSeed(
                SEEDS,
                seed -> {
                    Run run = new Run(WeatherReport.STORM, seed, 250 * MS);
                    run.run(new SplittableRandom(seed).nextLong(10_000 * MS));
                    run.server.keys.destroy();
                    run.client.keys.destroy();
                    run.server.runLane();
                    assertThat(run.server.ciphers.alive).isEmpty();
                    assertThat(run.client.ciphers.alive).isEmpty();
                });
    }

    private interface Check {
        void run(long seed);
    }

    private static void eachSeed(int count, Check check) {
        for (long seed = 1; seed <= count; seed++) {
            try {
                check.run(seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    private static final class Run {
        private final RekeyEnd server;
        private final RekeyEnd client;
        private final Weather up;
        private final Weather down;
        private final SplittableRandom attacker;
        private final List<byte[]> seenUp = new ArrayList<>();
        private final List<byte[]> seenDown = new ArrayList<>();
        private final long rtoNs;
        private boolean attacked;
        private long nowNs = 1_800_000_000_000_000_000L;

        private Run(WeatherReport report, long seed, long rtoNs) {
            this.rtoNs = rtoNs;
            // A rekey every half second, or as soon as the one before is over.
            server = RekeyEnd.server(new RekeySettings(1L << 40, 500 * MS), seed, nowNs);
            server.lane = true;
            client = RekeyEnd.client(seed);
            up = new Weather(report, seed * 2);
            down = new Weather(report, seed * 2 + 1);
            attacker = new SplittableRandom(seed);
        }

        private void run(long durationNs) {
            for (long endNs = nowNs + durationNs; nowNs < endNs; ) {
                step();
            }
        }

        private void step() {
            nowNs += TICK_NS;
            server.keys.onTime(nowNs, rtoNs);
            client.keys.onTime(nowNs, rtoNs);
            up.poll(nowNs, (buffer, at, length) -> server.receive(copy(buffer, at, length), nowNs));
            down.poll(
                    nowNs, (buffer, at, length) -> client.receive(copy(buffer, at, length), nowNs));
            offer(up, seenUp, client.send(nowNs));
            offer(down, seenDown, server.send(nowNs));
            server.runLane();
            if (attacked) {
                attack(server, seenUp);
                attack(client, seenDown);
            }
        }

        private void offer(Weather weather, List<byte[]> seen, byte[] datagram) {
            seen.add(datagram);
            weather.offer(nowNs, new UnsafeBuffer(datagram), 0, datagram.length);
        }

        /** What an onlooker can do: damage what he saw, in phase, number or body. */
        private void attack(RekeyEnd end, List<byte[]> seen) {
            byte[] forged = seen.get(attacker.nextInt(seen.size())).clone();
            int bit =
                    switch (attacker.nextInt(3)) {
                        case 0 -> 5 * 8 + 2;
                        case 1 -> 6 * 8 + attacker.nextInt(56);
                        default -> attacker.nextInt(14 * 8, forged.length * 8);
                    };
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(end.receive(forged, nowNs)).isFalse();
        }

        private void assertHealthy(int rekeys) {
            assertThat(server.misbehaved || client.misbehaved).isFalse();
            assertThat(server.keys.isFailed()).isFalse();
            assertThat(server.keys.epoch()).isGreaterThanOrEqualTo(rekeys);
            assertThat(server.keys.epoch() - client.keys.epoch()).isBetween(0, 1);
            assertThat(server.ciphers.alive).hasSizeBetween(2, 3);
            assertThat(client.ciphers.alive).hasSizeBetween(2, 4);
        }

        /** With retention above the spread of arrivals each datagram that arrives opens. */
        private void assertNothingRefused() {
            assertThat(server.refused).isZero();
            assertThat(client.refused).isZero();
        }

        private static byte[] copy(DirectBuffer buffer, int offset, int length) {
            byte[] copy = new byte[length];
            buffer.getBytes(offset, copy);
            return copy;
        }
    }
}
