package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.connection.PathValidation;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Objects;

/** Clients that move, and others who pretend that they did. */
class RoamingIT {
    private final TwoWorkers rig = new TwoWorkers();

    @AfterEach
    void close() {
        rig.close();
    }

    private void input(TestClient client) {
        client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
        rig.runMs(2);
    }

    private int inputs() {
        return rig.shards.stream().mapToInt(shard -> shard.inputs.size()).sum();
    }

    /** Moves until it has been on both workers' sockets. */
    @Test
    void shouldKeepTheSessionOfAClientWhosePortChangesOnEitherWorkersSocket() {
        TestClient client = rig.clientInWorld();
        int moves = 0;
        while (moves < 3 || (rig.count(WorkerCount.DATAGRAMS_FORWARDED) == 0 && moves < 40)) {
            client.rebind();
            input(client);
            int wanted = ++moves;
            rig.until(() -> rig.count(WorkerCount.PATHS_MOVED) == wanted);
            int received = client.receivedLengths.size();
            rig.runMs(600);
            assertThat(client.receivedLengths).hasSizeGreaterThan(received + 1);
            int before = inputs();
            input(client);
            assertThat(inputs()).isEqualTo(before + 1);
        }
        assertThat(rig.count(WorkerCount.DATAGRAMS_FORWARDED)).isPositive();
        assertThat(rig.count(WorkerCount.SESSIONS_CLOSED)).isZero();
        assertThat(rig.count(WorkerCount.HANDSHAKES)).isEqualTo(1);
        assertThat(client.isEstablished()).isTrue();
        assertThat(rig.drops(DropReason.NOT_AUTHENTIC)).isZero();
    }

    /** The server is established; what would tell the client so goes to a port that is no more. */
    @Test
    void shouldKeepAClientThatIsChallengedBeforeItIsEstablished() {
        TestClient client = rig.client();
        rig.until(() -> rig.count(WorkerCount.ESTABLISHED) == 1);
        assertThat(client.isEstablished()).isFalse();
        client.rebind();
        rig.until(() -> rig.count(WorkerCount.PATH_CHALLENGES) == 1);
        assertThat(client.isEstablished()).isFalse();
        rig.until(client::isEstablished);
        assertThat(rig.count(WorkerCount.PATHS_MOVED)).isEqualTo(1);
        assertThat(rig.count(WorkerCount.SESSIONS_CLOSED)).isZero();
        assertThat(client.closed).isNull();
    }

    @Test
    void shouldSendGameTrafficToTheOldPathUntilTheNewOneAnswered() {
        TestClient client = rig.clientInWorld();
        TestClient elsewhere = stranger();
        // The copy reaches the gateway first: the client's own never does.
        byte[] raced = Objects.requireNonNull(datagramOf(client));
        int received = client.receivedLengths.size();
        elsewhere.raw(raced);
        rig.runMs(20);
        assertThat(rig.count(WorkerCount.PATH_VALIDATIONS)).isEqualTo(1);
        rig.runMs(300);
        assertThat(client.receivedLengths).hasSizeGreaterThan(received);
        assertThat(rig.count(WorkerCount.PATHS_MOVED)).isZero();
    }

    /**
     * A raced copy: the attacker gets one challenge of 40 bytes at most for it, and that is all.
     */
    @Test
    void shouldMoveNothingForARacedCopy() {
        TestClient client = rig.clientInWorld();
        TestClient attacker = stranger();
        byte[] raced = datagramOf(client);
        attacker.raw(raced);
        rig.runMs(3);
        client.raw(raced);
        rig.runMs(3);
        input(client);
        rig.runMs(5_000);
        attacker.listen(rig.nowNs());
        assertThat(rig.count(WorkerCount.PATHS_MOVED)).isZero();
        assertThat(rig.count(WorkerCount.PATHS_ABANDONED)).isEqualTo(1);
        assertThat(sum(attacker)).isLessThanOrEqualTo(raced.length);
        assertThat(attacker.receivedLengths)
                .allMatch(length -> length == PathValidation.CHALLENGE_DATAGRAM);
        assertStillPlays(client);
    }

    @Test
    void shouldAnswerNothingToReplaysAndForgeriesFromElsewhere() {
        TestClient client = rig.clientInWorld();
        TestClient attacker = stranger();
        input(client);
        byte[] seen = client.lastSent.clone();
        for (int i = 0; i < 50; i++) {
            attacker.raw(seen);
            byte[] forged = seen.clone();
            forged[6] += (byte) (i + 1);
            attacker.raw(forged);
        }
        rig.runMs(100);
        attacker.listen(rig.nowNs());
        assertThat(rig.count(WorkerCount.PATH_VALIDATIONS)).isZero();
        assertThat(rig.drops(DropReason.REPLAYED)).isEqualTo(50);
        assertThat(rig.drops(DropReason.NOT_AUTHENTIC)).isEqualTo(50);
        assertThat(attacker.receivedLengths).isEmpty();
        assertStillPlays(client);
    }

    /** What is lost on the way to an address that is not the client's says nothing of its path. */
    @Test
    void shouldNotSlowDownWhoIsRaced() {
        TestClient client = rig.clientInWorld();
        TestClient attacker = stranger();
        int before = rateOf(client);
        for (int i = 0; i < 300; i++) {
            byte[] made = datagramOf(client);
            if (i % 4 == 0) {
                attacker.raw(made);
                rig.runMs(3);
            }
            client.raw(made);
            rig.runMs(13);
        }
        assertThat(rig.count(WorkerCount.PATH_VALIDATIONS)).isGreaterThan(50);
        assertThat(rateOf(client)).isEqualTo(before);
        assertStillPlays(client);
    }

    private int rateOf(TestClient client) {
        GatewayWorker worker = rig.workers.get(TwoWorkers.owner(client));
        return worker.session(0).connection().statistics().bytesPerSecond();
    }

    /** Every datagram of the client is copied and comes first from elsewhere, for seconds. */
    @Test
    void shouldNotAimTrafficAtAnAttackerWhoRacesEveryDatagram() {
        TestClient client = rig.clientInWorld();
        TestClient attacker = stranger();
        long sent = 0;
        for (int i = 0; i < 100; i++) {
            byte[] raced = datagramOf(client);
            attacker.raw(raced);
            sent += raced.length;
            rig.runMs(1);
            client.raw(raced);
            rig.runMs(15);
        }
        attacker.listen(rig.nowNs());
        assertThat(rig.count(WorkerCount.PATHS_MOVED)).isZero();
        assertThat(sum(attacker)).isLessThanOrEqualTo((int) sent);
        assertThat(attacker.receivedLengths)
                .allMatch(length -> length == PathValidation.CHALLENGE_DATAGRAM);
        assertThat(client.isEstablished()).isTrue();
    }

    @Test
    void shouldDropAndCountWhatTheRingHasNoRoomFor() {
        DatagramRings rings = new DatagramRings(2);
        UnsafeBuffer datagram = new UnsafeBuffer(new byte[1200]);
        int taken = 0;
        while (rings.offer(1, 1, 2, 3, datagram, 0, 1200)) {
            taken++;
        }
        assertThat(taken).isBetween(300, 500);
        int[] read = new int[1];
        DatagramRings.Reader reader =
                rings.reader(
                        1,
                        (hi, lo, port, buffer, offset, length) -> {
                            assertThat(hi + lo + port + length).isEqualTo(1206);
                            read[0]++;
                        });
        assertThat(reader.poll(10)).isEqualTo(10);
        assertThat(rings.offer(1, 1, 2, 3, datagram, 0, 1200)).isTrue();
        while (reader.poll(64) > 0) {}
        assertThat(read[0]).isEqualTo(taken + 1);
    }

    /** Somebody with a socket, who sends nothing of his own. */
    private TestClient stranger() {
        return rig.stranger();
    }

    /** A datagram that the client made and that has not reached the gateway. */
    private byte[] datagramOf(TestClient client) {
        return client.compose(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
    }

    private void assertStillPlays(TestClient client) {
        int before = inputs();
        input(client);
        assertThat(inputs()).isEqualTo(before + 1);
        assertThat(client.isEstablished()).isTrue();
    }

    private static int sum(TestClient client) {
        return client.receivedLengths.stream().mapToInt(Integer::intValue).sum();
    }
}
