package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

class PeerConnectionTest {
    private static final long MS = ConnectionPair.MS;
    private static final ConnectionSettings QUIET =
            new ConnectionSettings(64, 3_600_000 * MS, 3_600_000 * MS, 15_000 * MS);

    private final ConnectionPair pair = new ConnectionPair().established();

    /** Regression: encrypted one way only. */
    @Test
    void shouldSealInBothDirections() {
        byte[] up = pair.send(pair.client, writer -> frame(writer, 0x41, 0xCAFE));
        byte[] down = pair.send(pair.server, writer -> frame(writer, 0x26, 0xBEEF));

        assertThat(up).doesNotContain(new byte[] {(byte) 0xFE, (byte) 0xCA});
        assertThat(up[5] & 0x03).isEqualTo(3);
        assertThat(down[5] & 0x03).isEqualTo(3);
        assertThat(pair.give(pair.server, up)).isNull();
        assertThat(pair.give(pair.client, down)).isNull();
        assertThat(pair.serverSide.frameNumbers).containsExactly(0xCAFE);
        assertThat(pair.clientSide.frameNumbers).containsExactly(0xBEEF);
    }

    /** Regression: plaintext parsing after a failed tag. */
    @Test
    void shouldParseNothingWhenTheTagFails() {
        UnsafeBuffer clear = new UnsafeBuffer(new byte[60]);
        PacketHeader.write(clear, 0, ConnectionPair.ID, 0, PacketHeader.SEALED, 1000);
        WireWriter writer = new WireWriter().wrap(clear, PacketHeader.LENGTH, 46);
        writer.u8(FrameType.DISCONNECT).u8(1).u8(0);
        frame(writer, 0x41, 5);
        long heard = pair.server.lastHeardNs();
        pair.nowNs += 50 * MS;

        assertThat(pair.give(pair.server, clear.byteArray())).isEqualTo(DropReason.NOT_AUTHENTIC);
        PacketHeader.write(clear, 0, ConnectionPair.ID, 0, 0, 1000);
        assertThat(pair.give(pair.server, clear.byteArray())).isEqualTo(DropReason.BAD_FLAGS);
        PacketHeader.write(clear, 0, 0, 0, 0, 0);
        assertThat(pair.give(pair.server, clear.byteArray())).isEqualTo(DropReason.BAD_FLAGS);

        assertThat(pair.server.isEstablished()).isTrue();
        assertThat(pair.server.lastHeardNs()).isEqualTo(heard);
        assertThat(pair.serverSide.frameTypes).isEmpty();
    }

    /** Regression: flags changed after the AAD was taken. */
    @Test
    void shouldCoverTheWholeHeaderByTheTag() {
        byte[] datagram = pair.send(pair.client, writer -> frame(writer, 0x41, 1));
        for (int bit = 0; bit < PacketHeader.LENGTH * 8; bit++) {
            byte[] flipped = datagram.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(pair.give(pair.server, flipped)).as("bit %d", bit).isNotNull();
        }
        assertThat(pair.serverSide.frameTypes).isEmpty();
        assertThat(pair.give(pair.server, datagram)).isNull();
        assertThat(pair.give(pair.server, datagram)).isEqualTo(DropReason.REPLAYED);
        assertThat(pair.serverSide.frameNumbers).containsExactly(1);
    }

    @Test
    void shouldRefuseItsOwnDatagramsReflected() {
        byte[] datagram = pair.send(pair.client, writer -> frame(writer, 0x41, 1));

        assertThat(pair.give(pair.client, datagram)).isEqualTo(DropReason.NOT_AUTHENTIC);
    }

    @Test
    void shouldTakeTheHighestSequenceAndLiveOn() {
        assertThat(pair.give(pair.server, pair.forgeFromClient(Long.MAX_VALUE, _ -> {}))).isNull();
        assertThat(pair.give(pair.server, pair.send(pair.client))).isEqualTo(DropReason.REPLAYED);
        assertThat(pair.give(pair.client, pair.send(pair.server)))
                .isEqualTo(DropReason.ACK_OF_UNSENT);
        assertThat(pair.client.closedBecause()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        assertThat(pair.server.isEstablished()).isTrue();
    }

    @Test
    void shouldMeasureTheRoundTrip() {
        pair.nowNs += 1_000 * MS;
        byte[] ping = pair.send(pair.client);
        pair.nowNs += 30 * MS;
        pair.give(pair.server, ping);
        assertThat(pair.server.isSendDue(pair.nowNs)).isTrue();
        byte[] pong = pair.send(pair.server);
        pair.nowNs += 12 * MS;
        pair.give(pair.client, pong);

        assertThat(pair.clientSide.rtts).containsExactly(42 * MS);
        assertThat(pair.client.rtt().latestNs()).isEqualTo(42 * MS);
    }

    @Test
    void shouldIgnorePongsThatAnswerNoPossiblePing() {
        pair.give(
                pair.client,
                pair.forgeFromServer(
                        500, writer -> writer.u8(FrameType.PONG).u8(8).i64(pair.nowNs + 1)));
        pair.give(
                pair.client,
                pair.forgeFromServer(
                        501, writer -> writer.u8(FrameType.PONG).u8(8).i64(Long.MIN_VALUE)));
        pair.give(
                pair.client,
                pair.forgeFromServer(502, writer -> writer.u8(FrameType.PONG).u8(8).i64(0)));

        assertThat(pair.clientSide.rtts).isEmpty();
        assertThat(pair.client.isEstablished()).isTrue();
    }

    @Test
    void shouldTimeOutOnBothSidesOfFifteenSeconds() {
        pair.server.onTime(pair.server.lastHeardNs() + 15_000 * MS - 1);
        assertThat(pair.server.isClosed()).isFalse();
        pair.server.onTime(pair.server.lastHeardNs() + 15_000 * MS);

        assertThat(pair.serverSide.closed).isEqualTo(DisconnectReason.TIMED_OUT);
        assertThat(pair.serverSide.closedByPeer).isFalse();
        assertThat(pair.server.isSendDue(Long.MAX_VALUE)).isFalse();
        assertThat(pair.give(pair.server, pair.send(pair.client)))
                .isEqualTo(DropReason.UNKNOWN_CONNECTION);
    }

    @Test
    void shouldEndAProofThatNeverEndsThoughThePeerIsHeard() {
        ConnectionPair proving = new ConnectionPair();
        for (int i = 0; i < 150 && proving.serverSide.closed == null; i++) {
            byte[] ping =
                    proving.forgeFromClient(i, writer -> writer.u8(FrameType.PING).u8(8).i64(1));
            assertThat(proving.give(proving.server, ping)).isNull();
            proving.nowNs += 101 * MS;
            proving.server.onTime(proving.nowNs);
        }
        assertThat(proving.serverSide.closed).isEqualTo(DisconnectReason.TIMED_OUT);
    }

    @Test
    void shouldSpeakAtLeastEach250Milliseconds() {
        long lastNs = pair.nowNs;
        for (int ms = 0; ms < 5_000; ms += 5) {
            pair.nowNs += 5 * MS;
            if (pair.server.isSendDue(pair.nowNs)) {
                pair.give(pair.client, pair.send(pair.server));
                assertThat(pair.nowNs - lastNs).isLessThanOrEqualTo(250 * MS);
                lastNs = pair.nowNs;
            }
        }
        assertThat(pair.nowNs - lastNs).isLessThanOrEqualTo(250 * MS);
    }

    /** Two idle ends do not keep each other awake with acks of acks. */
    @Test
    void shouldNeverAckAnAck() {
        ConnectionPair quiet = new ConnectionPair(QUIET, QUIET, null).established();
        quiet.give(quiet.server, quiet.send(quiet.client, writer -> frame(writer, 0x41, 1)));
        int carried = 0;
        for (int i = 0; i < 100; i++) {
            quiet.nowNs += 100 * MS;
            carried += quiet.exchange();
        }
        assertThat(carried).isLessThanOrEqualTo(3);
        for (int i = 0; i < 20; i++) {
            quiet.nowNs += 100 * MS;
            assertThat(quiet.exchange()).isZero();
        }
    }

    @Test
    void shouldAckAfter32DatagramsOr250Milliseconds() {
        ConnectionPair quiet = new ConnectionPair(QUIET, QUIET, null).established();
        quiet.give(quiet.client, quiet.send(quiet.server));
        for (int i = 1; i <= 32; i++) {
            assertThat(quiet.server.isSendDue(quiet.nowNs)).as("after %d", i - 1).isFalse();
            quiet.give(quiet.server, quiet.send(quiet.client, writer -> frame(writer, 0x41, 1)));
        }
        assertThat(quiet.server.isSendDue(quiet.nowNs)).isTrue();
        quiet.give(quiet.client, quiet.send(quiet.server));
        quiet.give(quiet.server, quiet.send(quiet.client, writer -> frame(writer, 0x41, 1)));
        assertThat(quiet.server.isSendDue(quiet.nowNs + 250 * MS - 1)).isFalse();
        assertThat(quiet.server.isSendDue(quiet.nowNs + 250 * MS)).isTrue();
    }

    @Test
    void shouldEndWhenAnAckNamesWhatWasNeverSent() {
        byte[] hostile =
                pair.forgeFromClient(
                        900,
                        writer -> {
                            ack(writer, pair.server.lastSequence() + 1, 0);
                            frame(writer, 0x41, 1);
                        });

        assertThat(pair.give(pair.server, hostile)).isEqualTo(DropReason.ACK_OF_UNSENT);

        assertThat(pair.server.closedBecause()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        assertThat(pair.serverSide.frameTypes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {FrameType.PING, FrameType.PONG, FrameType.ACK, FrameType.DISCONNECT})
    void shouldEndWhenAControlFrameOpensAndIsRubbish(int type) {
        for (int length : new int[] {0, 3, 19, 60}) {
            ConnectionPair fresh = new ConnectionPair().established();
            byte[] rubbish =
                    fresh.forgeFromClient(
                            900, writer -> writer.u8(type).u8(length).padTo(2 + length));

            assertThat(fresh.give(fresh.server, rubbish)).isEqualTo(DropReason.MALFORMED_FRAME);
            assertThat(fresh.server.closedBecause()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {FrameType.CRYPTO_TEST, FrameType.CRYPTO_TEST_ACK, FrameType.RELIABLE_HANDSHAKE})
    void shouldEndWhenAProofContradictsItself(int type) {
        ConnectionPair proving = new ConnectionPair();
        proving.give(
                proving.server,
                proving.forgeFromClient(
                        0, writer -> writer.u8(FrameType.CRYPTO_TEST).u8(8).i64(5)));

        byte[] rubbish = proving.forgeFromClient(1, writer -> writer.u8(type).u8(8).i64(6));

        assertThat(proving.give(proving.server, rubbish)).isEqualTo(DropReason.MALFORMED_FRAME);
        assertThat(proving.server.closedBecause()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        assertThat(proving.serverSide.established).isFalse();
    }

    @Test
    void shouldSkipUnknownFramesAndDropTheRestAfterATruncatedOne() {
        byte[] datagram =
                pair.forgeFromClient(
                        900,
                        writer -> {
                            writer.u8(0x1F).u8(2).u16(0);
                            writer.u8(FrameType.CONNECT).u8(0);
                            frame(writer, 0xF0, 1);
                            frame(writer, 0x41, 2);
                            writer.u8(0x41).u8(9).u8(1);
                        });

        assertThat(pair.give(pair.server, datagram)).isEqualTo(DropReason.UNKNOWN_FRAME);

        assertThat(pair.serverSide.frameNumbers).containsExactly(1, 2);
        assertThat(pair.server.isEstablished()).isTrue();
        byte[] cut = pair.forgeFromClient(901, writer -> writer.u8(0x41).u8(9).u8(1));
        assertThat(pair.give(pair.server, cut)).isEqualTo(DropReason.FRAME_PAST_END);
        assertThat(pair.server.isEstablished()).isTrue();
    }

    @Test
    void shouldKeepGameFramesBackUntilThePeerProvedItsKey() {
        ConnectionPair proving = new ConnectionPair();
        byte[] early =
                proving.forgeFromClient(0, writer -> frame(writer, FrameType.ENTER_TO_WORLD, 1));

        assertThat(proving.give(proving.server, early)).isEqualTo(DropReason.FRAME_OUT_OF_STATE);
        assertThat(proving.serverSide.frameTypes).isEmpty();
        proving.give(
                proving.server,
                proving.forgeFromClient(
                        1, writer -> writer.u8(FrameType.RELIABLE_HANDSHAKE).u8(1).u8(1)));
        assertThat(proving.server.isEstablished()).isFalse();
    }

    /**
     * The datagram is acknowledged, so its frames must count although the server's handshake was
     * lost.
     */
    @Test
    void shouldBeEstablishedByTheFirstGameFrameWhenTheServersHandshakeIsLost() {
        ConnectionPair proving = new ConnectionPair();
        proving.give(proving.server, proving.send(proving.client));
        proving.give(proving.client, proving.send(proving.server));
        proving.give(proving.server, proving.send(proving.client));
        assertThat(proving.server.isEstablished()).isTrue();
        proving.send(proving.server);
        assertThat(proving.client.isEstablished()).isFalse();

        byte[] game = proving.send(proving.server, writer -> frame(writer, 0x26, 4));

        assertThat(proving.give(proving.client, game)).isNull();
        assertThat(proving.client.isEstablished()).isTrue();
        assertThat(proving.clientSide.frameNumbers).containsExactly(4);
    }

    @Test
    void shouldLeaveTheRoomItPromisesWhateverItHasToSay() {
        pair.nowNs += 6_000 * MS;
        byte[] lateProof =
                pair.forgeFromClient(
                        900,
                        writer -> {
                            writer.u8(FrameType.CRYPTO_TEST).u8(8).i64(77);
                            writer.u8(FrameType.RELIABLE_HANDSHAKE).u8(1).u8(1);
                            writer.u8(FrameType.PING).u8(8).i64(1);
                        });
        assertThat(pair.give(pair.server, lateProof)).isNull();
        UnsafeBuffer out = new UnsafeBuffer(new byte[1200]);

        WireWriter writer = pair.server.begin(out, 0, pair.nowNs);

        assertThat(writer.remaining())
                .isEqualTo(PacketHeader.MAX_PAYLOAD - PeerConnection.OWN_FRAMES);
        byte[] noise = new byte[writer.remaining()];
        new SplittableRandom(3).nextBytes(noise);
        writer.bytes(noise);
        assertThat(pair.server.end()).isEqualTo(PacketHeader.MAX_DATAGRAM);
    }

    /**
     * A handler that gives up at the first loss must not make the present datagram go out under a
     * zeroed key.
     */
    @Test
    void shouldSealUnderTheRealKeyWhenTheHandlerClosesInBetween() {
        ClosingHandler closing = new ClosingHandler();
        ConnectionPair fragile = new ConnectionPair(QUIET, QUIET, closing).established();
        closing.connection = fragile.server;
        byte[] last = new byte[0];
        while (!fragile.server.isClosed()) {
            last = fragile.send(fragile.server);
        }

        assertThat(fragile.give(fragile.client, last)).isNull();
        assertThat(fragile.server.isSendDue(fragile.nowNs)).isFalse();
    }

    @Test
    void shouldRefuseToSealWhenClosedSinceBegin() {
        pair.server.begin(new UnsafeBuffer(new byte[1200]), 0, pair.nowNs);
        pair.server.close(DisconnectReason.LEFT);

        assertThatThrownBy(pair.server::end).isInstanceOf(IllegalStateException.class);
    }

    private static void frame(WireWriter writer, int type, int number) {
        writer.u8(type).u8(4).u32(number);
    }

    private static void ack(WireWriter writer, long newest, long bits) {
        writer.u8(FrameType.ACK).u8(18).i64(newest).i64(bits).u16(0);
    }

    private static final class ClosingHandler implements ConnectionHandler {
        private @Nullable PeerConnection connection;

        @Override
        public void onFrame(int type, DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onEstablished() {}

        @Override
        public void onClosed(DisconnectReason reason, boolean byPeer) {}

        @Override
        public void onDatagramLost(long sequence) {
            if (connection != null) {
                connection.close(DisconnectReason.LEFT);
            }
        }
    }
}
