package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.connection.ClientConnection.Failure;
import dev.shadowland.protocol.connection.ClientConnection.State;
import dev.shadowland.protocol.connection.SimulatedGateway.Live;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.Crc32cTrailer;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/** Both machines over the weather. A failure names its seed: run that seed alone to replay it. */
class HandshakeSimulationPropertyTest {
    private static final int SEEDS = 500;
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void shouldEstablishAtOnceWhenClear() {
        eachSeed(
                SEEDS,
                seed -> {
                    Simulation world = new Simulation(WeatherReport.CLEAR, seed);
                    world.runUntilSettled(SECOND_NS);
                    assertThat(world.client.state()).isEqualTo(State.ESTABLISHED);
                    world.run(SECOND_NS / 2);
                    assertOneConnection(world);
                    Live server = world.gateway.established().getFirst();
                    assertThat(server.handler.frameNumbers)
                            .hasSizeGreaterThan(8)
                            .isSorted()
                            .startsWith(0);
                    assertThat(world.clientSide.fates).doesNotContainValue(false);
                    assertThat(server.handler.fates).doesNotContainValue(false);
                });
    }

    @Test
    void shouldEstablishOrFailCleanlyInAStorm() {
        eachSeed(SEEDS, seed -> settleAndCheck(new Simulation(WeatherReport.STORM, seed)));
    }

    @Test
    void shouldEstablishOrFailCleanlyInAnyWeather() {
        int[] established = new int[1];
        eachSeed(
                SEEDS,
                seed -> {
                    Simulation world = new Simulation(Simulation.randomWeather(seed), seed);
                    settleAndCheck(world);
                    established[0] += world.client.state() == State.ESTABLISHED ? 1 : 0;
                });
        assertThat(established[0]).as("of %d", SEEDS).isGreaterThan(SEEDS * 8 / 10);
    }

    /** The client dies at a random moment: the server forgets it, half-open or whole. */
    @Test
    void shouldNeverStayEstablishedAtOneEndOnly() {
        eachSeed(
                100,
                seed -> {
                    Simulation world = new Simulation(WeatherReport.STORM, seed);
                    world.run(new SplittableRandom(seed).nextLong(2 * SECOND_NS));
                    world.clientRuns = false;
                    world.run(17 * SECOND_NS);
                    assertThat(world.gateway.live).isEmpty();
                    assertThat(world.gateway.responder.halfOpenCount()).isZero();
                });
    }

    @Test
    void shouldFailAfterTenSecondsWhenNobodyAnswers() {
        Simulation world = new Simulation(new WeatherReport(1, 0, 0, 0), 1);
        world.run(10 * SECOND_NS - Simulation.STEP_NS);
        assertThat(world.client.state()).isEqualTo(State.CONNECTING);
        world.run(Simulation.STEP_NS);

        assertThat(world.client.state()).isEqualTo(State.FAILED);
        assertThat(world.client.failure()).isEqualTo(Failure.TIMED_OUT);
    }

    /**
     * A server that turns the client away before the proof ends gives a failure, and its reason.
     */
    @Test
    void shouldFailWhenTheServerDisconnectsDuringTheProof() {
        Simulation world = new Simulation(WeatherReport.CLEAR, 1);
        while (world.gateway.ever.isEmpty()) {
            world.run(Simulation.STEP_NS);
        }
        assertThat(world.client.state()).isEqualTo(State.PROVING);
        world.gateway.ever.getFirst().peer.closeAfterTelling(DisconnectReason.SERVER_FULL);
        world.run(10 * Simulation.STEP_NS);

        assertThat(world.client.state()).isEqualTo(State.FAILED);
        assertThat(world.client.failure()).isEqualTo(Failure.DISCONNECTED);
        assertThat(world.client.peer().closedBecause()).isEqualTo(DisconnectReason.SERVER_FULL);
    }

    /** The same weather with and without noise gives the same story, moment for moment. */
    @Test
    void shouldChangeNothingWhenNoiseIsInjected() {
        eachSeed(150, seed -> assertSameStory(seed, HandshakeSimulationPropertyTest::noise));
    }

    @Test
    void shouldChangeNothingWhenEveryDatagramIsReplayed() {
        eachSeed(60, seed -> assertSameStory(seed, HandshakeSimulationPropertyTest::replayAll));
    }

    @Test
    void shouldChangeNothingWhenAManInTheMiddleForgesTheHandshake() {
        eachSeed(
                60, seed -> assertSameStory(seed, HandshakeSimulationPropertyTest::forgePlaintext));
    }

    private static void settleAndCheck(Simulation world) {
        world.runUntilSettled(11 * SECOND_NS);
        assertThat(world.isConnecting()).isFalse();
        if (world.client.state() == State.ESTABLISHED) {
            world.run(2 * SECOND_NS);
            assertOneConnection(world);
            return;
        }
        assertThat(world.client.state()).isEqualTo(State.FAILED);
        assertThat(world.client.failure()).isEqualTo(Failure.TIMED_OUT);
        world.clientRuns = false;
        world.run(28 * SECOND_NS);
        assertThat(world.gateway.live).isEmpty();
        assertThat(world.gateway.responder.halfOpenCount()).isZero();
    }

    private static void assertOneConnection(Simulation world) {
        assertThat(world.client.state()).isEqualTo(State.ESTABLISHED);
        List<Live> servers = world.gateway.established();
        assertThat(servers).hasSize(1);
        Live server = servers.getFirst();
        assertThat(server.peer.connectionId()).isEqualTo(world.client.peer().connectionId());
        assertThat(server.handler.frameTypes).allMatch(type -> type == 0x41);
        assertThat(server.handler.frameNumbers).doesNotHaveDuplicates();
        assertThat(world.clientSide.frameNumbers).doesNotHaveDuplicates();
        assertThat(world.gateway.aead.sealedCount()).isGreaterThan(2);
        server.handler.fates.forEach(
                (sequence, acked) ->
                        assertThat(!acked || world.openedByClient.contains(sequence)).isTrue());
        world.clientSide.fates.forEach(
                (sequence, acked) ->
                        assertThat(!acked || server.opened.contains(sequence)).isTrue());
    }

    private static void assertSameStory(long seed, Simulation.Intruder intruder) {
        WeatherReport report = seed % 2 == 0 ? WeatherReport.STORM : WeatherReport.CLEAR;
        Simulation calm = new Simulation(report, seed);
        calm.run(3 * SECOND_NS);
        Simulation attacked = new Simulation(report, seed);
        attacked.run(3 * SECOND_NS, intruder, new SplittableRandom(seed));

        assertThat(attacked.trace()).isEqualTo(calm.trace());
        assertThat(attacked.clientSide.frameTypes).isEqualTo(calm.clientSide.frameTypes);
    }

    private static void noise(Simulation world, SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        if (bytes.length > 14 && random.nextBoolean()) {
            bytes[4] = 0;
            bytes[5] = 3;
            bytes[13] = 0;
            byte[] real = any(world.deliveredUp, random);
            System.arraycopy(real, 0, bytes, 0, Math.min(4, real.length));
        }
        world.intrudeUp(bytes);
        world.intrudeDown(bytes);
        world.intrudeUp(damaged(any(world.deliveredUp, random), random));
        world.intrudeDown(damaged(any(world.deliveredDown, random), random));
        world.intrudeUp(damaged(any(world.sentUp, random), random));
        world.intrudeUp(any(world.deliveredDown, random));
        world.intrudeDown(any(world.deliveredUp, random));
    }

    private static void replayAll(Simulation world, SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            List.copyOf(world.deliveredUp).forEach(world::intrudeUp);
            List.copyOf(world.deliveredDown).forEach(world::intrudeDown);
        }
        world.intrudeUp(any(world.deliveredUp, random));
        world.intrudeDown(any(world.deliveredDown, random));
    }

    /** Swaps bytes of handshake datagrams, keys among them, and puts the checksum right. */
    private static void forgePlaintext(Simulation world, SplittableRandom random) {
        for (byte[] real :
                List.of(any(world.deliveredDown, random), any(world.deliveredUp, random))) {
            if (real.length < 50 || real[5] != 0) {
                continue;
            }
            byte[] forged = real.clone();
            int from = 15 + (real.length < 150 ? 0 : random.nextInt(real.length - 60));
            byte[] swapped = new byte[Math.min(32, real.length - 4 - from)];
            random.nextBytes(swapped);
            System.arraycopy(swapped, 0, forged, from, swapped.length);
            new Crc32cTrailer()
                    .append(new UnsafeBuffer(forged), 0, forged.length - Crc32cTrailer.LENGTH);
            if (real.length < PacketHeader.MAX_DATAGRAM) {
                world.intrudeDown(forged);
            } else {
                world.intrudeUp(forged);
            }
        }
    }

    private static byte[] any(List<byte[]> datagrams, SplittableRandom random) {
        return datagrams.isEmpty() ? new byte[3] : datagrams.get(random.nextInt(datagrams.size()));
    }

    /** One bit flipped, or cut short. */
    private static byte[] damaged(byte[] real, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return Arrays.copyOf(real, random.nextInt(real.length));
        }
        byte[] flipped = real.clone();
        flipped[random.nextInt(real.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static void eachSeed(int count, LongConsumer check) {
        for (long seed = 1; seed <= count; seed++) {
            try {
                check.accept(seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }
}
