package dev.shadowland.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;

/** Faults of earlier implementations, each with the test that would have found it: handshake. */
class EarlierHandshakeFaultsTest {
    private final Handshakes server = new Handshakes();

    @Test
    void shouldNotReuseNonceAfterRepeatedConnectionAccepted() {
        HandshakeInitiator client = server.client();
        byte[] connect = server.connectWithCookie(client, Handshakes.CLIENT);
        server.knock(Handshakes.CLIENT, connect);
        byte[] accepted = server.finishWork();
        assertThat(give(client, accepted)).isNull();
        byte[] keys = client.keys().clientToServer().clone();

        byte[] again = server.knock(Handshakes.CLIENT, connect);

        assertThat(again)
                .as("the same keys, not others under the same numbers")
                .isEqualTo(accepted);
        assertThat(give(client, again)).isEqualTo(DropReason.UNEXPECTED_TYPE);
        assertThat(client.keys().clientToServer()).isEqualTo(keys);
    }

    @Test
    void shouldNotAnswerWithMoreBytesThanItWasAsked() {
        HandshakeInitiator client = server.client();
        byte[] connect = server.poll(client);
        assertThat(connect).hasSize(PacketHeader.MAX_DATAGRAM);
        for (int length = 0; length <= connect.length; length++) {
            byte[] asked = Arrays.copyOf(connect, length);
            if (length > 20) {
                Handshakes.mended(asked);
            }
            assertThat(server.knock(Handshakes.CLIENT, asked).length).isLessThanOrEqualTo(length);
        }
    }

    @Test
    void shouldTakeANewConnectFromAnAddressWithALiveSession() {
        HandshakeInitiator first = server.client();
        server.knock(Handshakes.CLIENT, server.connectWithCookie(first, Handshakes.CLIENT));
        give(first, server.finishWork());
        server.responder.onProven(
                Objects.requireNonNull(server.responder.find(first.connectionId())));

        HandshakeInitiator second = server.client();
        server.knock(Handshakes.CLIENT, server.connectWithCookie(second, Handshakes.CLIENT));
        give(second, server.finishWork());

        assertThat(second.state()).isEqualTo(HandshakeInitiator.State.ACCEPTED);
        assertThat(second.connectionId()).isNotEqualTo(first.connectionId());
    }

    @Test
    void shouldLeavePublicKeyWorkToAnotherThread() {
        HandshakeInitiator client = server.client();
        byte[] connect = server.connectWithCookie(client, Handshakes.CLIENT);

        byte[] answer = server.knock(Handshakes.CLIENT, connect);

        assertThat(answer).as("nothing is signed or agreed on receive").isEmpty();
        assertThat(server.work).hasSize(1);
    }

    @Test
    void shouldShowNoKeyAndNoTokenInText() {
        HandshakeInitiator client = server.client();
        server.knock(Handshakes.CLIENT, server.connectWithCookie(client, Handshakes.CLIENT));
        KeyWork work = server.work.element();
        byte[] privateKey = Curves.newPrivateKey(server.random);
        LoginToken token = new LoginToken(new UUID(1, 2), new UUID(3, 4), 5, 6, 7, 8);
        byte[] signed = token.signed(privateKey);
        give(client, server.finishWork());
        HexFormat hex = HexFormat.of();

        String said = work + " " + client.keys() + " " + token;

        assertThat(said)
                .doesNotContain(hex.formatHex(client.keys().clientToServer()).substring(0, 12))
                .doesNotContain(hex.formatHex(signed, 65, 129).substring(0, 12))
                .doesNotContain(Arrays.toString(client.keys().serverToClient()).substring(1, 20));
        assertThat(client.keys().toString()).isEqualTo("SessionKeys[hidden]");
    }

    @Test
    void shouldNotGiveOutConnectionIdsThatAreCountersAsEntityIdsAre() {
        ConnectionIds ids = new ConnectionIds(0, server.random);
        int first = ids.take();
        int second = ids.take();
        int third = ids.take();

        assertThat(Math.abs((long) second - first)).isGreaterThan(1);
        assertThat(Math.abs((long) third - second)).isGreaterThan(1);
    }

    private @Nullable DropReason give(HandshakeInitiator client, byte[] datagram) {
        return client.onDatagram(
                server.nowNs, new UnsafeBuffer(datagram.clone()), 0, datagram.length);
    }
}
