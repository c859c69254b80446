package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.SplittableRandom;

class PathValidationTest {
    private static final long MS = 1_000_000;
    private static final long RTO_NS = 250 * MS;
    private static final int CHALLENGE = PathValidation.CHALLENGE_DATAGRAM;

    private final PathValidation path = new PathValidation(new SplittableRandom(5));
    private long nowNs = 1_800_000_000_000_000_000L;

    private boolean from(int port, int length, boolean isNewest) {
        return path.onElsewhere(0, 1, port, length, isNewest, nowNs, RTO_NS);
    }

    @Test
    void shouldStartOnlyWithTheHighestSequence() {
        assertThat(from(2, 100, false)).isFalse();
        assertThat(path.isActive()).isFalse();
        assertThat(from(2, 100, true)).isTrue();
        assertThat(path.isActive()).isTrue();
        assertThat(path.port()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"39, false", "40, true"})
    void shouldSendNoMoreBytesThanCame(int received, boolean due) {
        from(2, received, true);
        assertThat(CHALLENGE).isEqualTo(40);
        assertThat(path.isChallengeDue(nowNs)).isEqualTo(due);
    }

    @Test
    void shouldRepeatTheChallengeOnATimerWithinTheBytesThatCame() {
        from(2, 2 * CHALLENGE, true);
        path.onChallengeSent(nowNs, RTO_NS);
        assertThat(path.isChallengeDue(nowNs + RTO_NS - 1)).isFalse();
        assertThat(path.isChallengeDue(nowNs + RTO_NS)).isTrue();
        path.onChallengeSent(nowNs + RTO_NS, RTO_NS);
        assertThat(path.isChallengeDue(nowNs + 2 * RTO_NS)).isFalse();
        from(2, CHALLENGE, false);
        assertThat(path.isChallengeDue(nowNs + 2 * RTO_NS)).isTrue();
    }

    @Test
    void shouldStopAfterSoManyChallenges() {
        from(2, 100_000, true);
        int sent = 0;
        for (long at = nowNs; path.isChallengeDue(at); at += RTO_NS) {
            path.onChallengeSent(at, RTO_NS);
            sent++;
        }
        assertThat(sent).isEqualTo(PathValidation.MOST_CHALLENGES);
    }

    @Test
    void shouldMoveOnlyForItsOwnBytesFromThere() {
        from(2, 100, true);
        assertThat(path.onEcho(path.challenge() ^ 1, 0, 1, 2)).isFalse();
        assertThat(path.onEcho(path.challenge(), 0, 1, 3)).isFalse();
        assertThat(path.onEcho(path.challenge(), 0, 2, 2)).isFalse();
        assertThat(path.onEcho(path.challenge(), 1, 1, 2)).isFalse();
        assertThat(path.onEcho(path.challenge(), 0, 1, 2)).isTrue();
        assertThat(path.isActive()).isFalse();
        assertThat(path.onEcho(path.challenge(), 0, 1, 2)).isFalse();
    }

    @Test
    void shouldEndWhenTheClientIsHeardWhereItWas() {
        from(2, 100, true);
        assertThat(path.onPresent(false)).isFalse();
        assertThat(path.onPresent(true)).isTrue();
        assertThat(path.isActive()).isFalse();
        assertThat(path.onPresent(true)).isFalse();
    }

    @Test
    void shouldLetAThirdAddressReplaceTheCandidateOnlyAfterItsTime() {
        from(2, 100, true);
        long first = path.challenge();
        nowNs += RTO_NS - 1;
        assertThat(from(3, 100, true)).isFalse();
        assertThat(path.port()).isEqualTo(2);
        nowNs += 1;
        assertThat(from(3, 100, true)).isTrue();
        assertThat(path.port()).isEqualTo(3);
        assertThat(path.challenge()).isNotEqualTo(first);
        assertThat(path.onEcho(first, 0, 1, 2)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"250, 2999, false", "250, 3000, true", "2000, 5999, false", "2000, 6000, true"})
    void shouldGiveUpAfterItsTime(long rtoMs, long afterMs, boolean given) {
        from(2, 100, true);
        assertThat(path.onTime(nowNs + afterMs * MS, rtoMs * MS)).isEqualTo(given);
        assertThat(path.isActive()).isNotEqualTo(given);
    }

    /** Whatever happens: never more bytes to the candidate than came from it. */
    @Test
    void shouldNeverAmplify() {
        SplittableRandom random = new SplittableRandom(77);
        long[] in = new long[4];
        long[] out = new long[4];
        for (int i = 0; i < 200_000; i++) {
            nowNs += random.nextLong(100 * MS);
            int port = random.nextInt(1, 4);
            switch (random.nextInt(4)) {
                case 0 -> {
                    int length = random.nextInt(30, 200);
                    in[port] += length;
                    from(port, length, random.nextBoolean());
                }
                case 1 -> path.onPresent(random.nextInt(10) == 0);
                case 2 -> path.onTime(nowNs, RTO_NS);
                default -> {
                    if (path.isChallengeDue(nowNs)) {
                        out[path.port()] += CHALLENGE;
                        path.onChallengeSent(nowNs, RTO_NS);
                    }
                }
            }
            assertThat(out[port]).isLessThanOrEqualTo(in[port]);
        }
        assertThat(out[1]).isPositive();
    }

    @Test
    void shouldChallengeWithNothingElseInsideAndGetItBack() {
        ConnectionPair pair = new ConnectionPair().established();
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        int length = pair.server.writePathChallenge(out, 0, 0x1234_5678L, pair.nowNs);
        assertThat(length).isEqualTo(CHALLENGE);
        assertThat(pair.give(pair.client, Arrays.copyOf(out.byteArray(), length))).isNull();
        assertThat(pair.client.isSendDue(pair.nowNs)).isTrue();
        pair.give(pair.server, pair.send(pair.client));
        assertThat(pair.serverSide.pathEchoes).containsExactly(0x1234_5678L);
        assertThat(pair.client.isEstablished() && pair.server.isEstablished()).isTrue();
    }

    /** The server is established, its handshake is lost, and the client's port becomes another. */
    @Test
    void shouldNotEndAClientThatIsAskedWhereItIsBeforeItIsEstablished() {
        ConnectionPair pair = new ConnectionPair();
        pair.exchange();
        pair.give(pair.server, pair.send(pair.client));
        assertThat(pair.server.isEstablished()).isTrue();
        pair.send(pair.server); // with the handshake, lost
        pair.nowNs += 250 * MS;
        pair.give(pair.server, pair.send(pair.client)); // from the other port
        pair.send(pair.server); // to the old one, lost
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        int length = pair.server.writePathChallenge(out, 0, 0x1234_5678L, pair.nowNs);

        assertThat(pair.give(pair.client, Arrays.copyOf(out.byteArray(), length))).isNull();
        assertThat(pair.client.closedBecause()).isNull();
        assertThat(pair.client.isEstablished()).isFalse();
        assertThat(pair.client.isSendDue(pair.nowNs)).isTrue();
        pair.give(pair.server, pair.send(pair.client));
        assertThat(pair.serverSide.pathEchoes).containsExactly(0x1234_5678L);
        pair.give(pair.client, pair.send(pair.server));

        assertThat(pair.client.isEstablished() && pair.server.isEstablished()).isTrue();
        assertThat(pair.clientSide.frameDrops).isEmpty();
        assertThat(pair.serverSide.frameDrops).isEmpty();
    }

    @Test
    void shouldEndAServerThatIsAskedAnotherTestBeforeItIsEstablished() {
        ConnectionPair pair = new ConnectionPair();
        pair.exchange();
        pair.give(
                pair.server,
                pair.forgeFromClient(9, w -> w.u8(FrameType.CRYPTO_TEST).u8(8).i64(9)));
        assertThat(pair.server.closedBecause()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void shouldTakeTestsOnlyFromTheServerOnceEstablished() {
        ConnectionPair pair = new ConnectionPair().established();
        pair.give(
                pair.server, pair.send(pair.client, w -> w.u8(FrameType.CRYPTO_TEST).u8(8).i64(9)));
        assertThat(pair.serverSide.frameDrops).contains(DropReason.FRAME_OUT_OF_STATE);
        assertThat(pair.server.isEstablished()).isTrue();
    }
}
