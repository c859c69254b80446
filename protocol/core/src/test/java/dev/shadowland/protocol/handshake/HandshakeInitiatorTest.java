package dev.shadowland.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.HandshakeInitiator.State;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

class HandshakeInitiatorTest {
    private static final int BODY = PacketHeader.LENGTH + 1;
    private static final int SERVER_KEY_OFFSET = BODY + 2 + 32 + 4;

    private final Handshakes world = new Handshakes();
    private final HandshakeInitiator client = world.client();

    @Test
    void shouldRefuseAcceptedWhenAnyBitIsFlippedAndTakeTheOriginal() {
        byte[] accepted = accepted();
        for (int bit = 8 * PacketHeader.LENGTH; bit < 8 * (accepted.length - 4); bit++) {
            byte[] flipped = accepted.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(give(flipped)).as("bit %d", bit).isEqualTo(DropReason.BAD_CRC);
            assertThat(give(Handshakes.mended(flipped))).as("mended bit %d", bit).isNotNull();
            assertThat(client.state()).isEqualTo(State.WANTS_ACCEPT);
        }
        assertThat(give(accepted)).isNull();
        assertThat(client.state()).isEqualTo(State.ACCEPTED);
    }

    /** The client accepts once: a repeat, or another Accepted, changes neither keys nor id. */
    @Test
    void shouldAcceptOnlyOnce() {
        byte[] accepted = accepted();
        give(accepted);
        byte[] keys = client.keys().clientToServer().clone();
        int id = client.connectionId();

        assertThat(give(accepted)).isEqualTo(DropReason.UNEXPECTED_TYPE);

        assertThat(client.connectionId()).isEqualTo(id);
        assertThat(client.keys().clientToServer()).isEqualTo(keys);
        assertThat(client.poll(world.nowNs + 1_000_000_000L, new UnsafeBuffer(new byte[1200]), 0))
                .isZero();
    }

    @Test
    void shouldRefuseAManInTheMiddleThatSwapsTheServerKey() {
        byte[] accepted = accepted();
        byte[] own = Curves.agreementPublicKey(Curves.newPrivateKey(world.random));
        System.arraycopy(own, 0, accepted, SERVER_KEY_OFFSET, 32);

        assertThat(give(Handshakes.mended(accepted))).isEqualTo(DropReason.NOT_AUTHENTIC);

        assertThat(client.state()).isEqualTo(State.WANTS_ACCEPT);
        assertThatThrownBy(client::keys).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseAGatewayOfAnotherRootOrOutOfTime() {
        byte[] otherRoot = Curves.newPrivateKey(world.random);
        long now = Handshakes.NOW_MS;
        byte[] connect = world.connectWithCookie(client, Handshakes.CLIENT);
        world.knock(Handshakes.CLIENT, connect);
        KeyWork work = world.work.remove();

        assertThat(give(answer(work, world.identity(otherRoot, now, now + 1))))
                .isEqualTo(DropReason.NOT_AUTHENTIC);
        assertThat(give(answer(work, world.identity(world.rootKey, now + 1, now + 2))))
                .isEqualTo(DropReason.NOT_AUTHENTIC);
        assertThat(give(answer(work, world.identity(world.rootKey, now - 2, now - 1))))
                .isEqualTo(DropReason.NOT_AUTHENTIC);
        assertThat(give(answer(work, world.identity(world.rootKey, now, now)))).isNull();
    }

    /** An answer for another client, replayed to this one. */
    @Test
    void shouldRefuseAnAnswerForAnotherKey() {
        HandshakeInitiator other = world.client();
        world.knock(Handshakes.CLIENT, world.connectWithCookie(other, Handshakes.CLIENT));
        byte[] foreign = world.finishWork();
        byte[] foreignCookie = world.knock(Handshakes.CLIENT, world.poll(world.client()));

        assertThat(give(foreignCookie)).isEqualTo(DropReason.MALFORMED_FRAME);
        assertThat(client.state()).isEqualTo(State.WANTS_COOKIE);
        accepted();
        assertThat(give(foreign)).isEqualTo(DropReason.NOT_AUTHENTIC);
        assertThat(client.state()).isEqualTo(State.WANTS_ACCEPT);
    }

    @Test
    void shouldRefuseAServerKeyOfLowOrderThoughItIsSigned() {
        byte[] clientKey = clientKey();
        Transcript transcript = new Transcript(1, clientKey, 5, new byte[32], new byte[16]);
        PlaintextDatagram.Accepted accepted =
                new PlaintextDatagram.Accepted(
                        1,
                        clientKey,
                        5,
                        new byte[32],
                        new byte[16],
                        world.identity.certificate(),
                        world.identity.sign(transcript.signedMessage()));
        UnsafeBuffer out = new UnsafeBuffer(new byte[1200]);
        int length = new PlaintextDatagram().writeAccepted(out, 0, accepted);

        assertThat(give(Arrays.copyOf(out.byteArray(), length)))
                .isEqualTo(DropReason.NOT_AUTHENTIC);

        assertThatThrownBy(client::keys).isInstanceOf(IllegalStateException.class);
        assertThat(client.state()).isNotEqualTo(State.ACCEPTED);
    }

    @Test
    void shouldIgnoreWhatItDoesNotWaitFor() {
        byte[] cookie = world.knock(Handshakes.CLIENT, world.poll(client));
        byte[] connect = Arrays.copyOf(cookie, cookie.length);
        connect[PacketHeader.LENGTH] = 0;
        assertThat(give(Handshakes.mended(connect))).isEqualTo(DropReason.UNEXPECTED_TYPE);
        assertThat(give(cookie)).isNull();
        assertThat(give(cookie)).isEqualTo(DropReason.UNEXPECTED_TYPE);
    }

    @Test
    void shouldResendOnATimerAndBeginAgainWhenAsked() {
        UnsafeBuffer out = new UnsafeBuffer(new byte[1200]);
        byte[] first = world.poll(client);
        assertThat(client.poll(world.nowNs + 249_000_000, out, 0)).isZero();
        assertThat(client.poll(world.nowNs + 250_000_000, out, 0)).isEqualTo(1200);
        assertThat(out.byteArray()).isEqualTo(first);
        world.nowNs += 250_000_000;
        give(world.knock(Handshakes.CLIENT, first));
        assertThat(world.poll(client)).isNotEqualTo(first);

        client.restart();

        assertThat(client.state()).isEqualTo(State.WANTS_COOKIE);
        assertThat(world.poll(client)).isEqualTo(first);
    }

    @Test
    void shouldNotThrowOnArbitraryBytesInAnyState() {
        byte[] accepted = accepted();
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = new byte[world.random.nextInt(400)];
            world.random.nextBytes(bytes);
            if (i % 2 == 0 && bytes.length >= 19) {
                Arrays.fill(bytes, 0, PacketHeader.LENGTH, (byte) 0);
                bytes[PacketHeader.LENGTH] = (byte) (i % 5);
                Handshakes.mended(bytes);
            }
            assertThat(give(bytes)).isNotNull();
        }
        assertThat(give(accepted)).isNull();
    }

    private byte[] accepted() {
        world.knock(Handshakes.CLIENT, world.connectWithCookie(client, Handshakes.CLIENT));
        return world.finishWork();
    }

    private byte[] clientKey() {
        byte[] connect = world.connectWithCookie(client, Handshakes.CLIENT);
        return Arrays.copyOfRange(connect, BODY + 2, BODY + 34);
    }

    private byte[] answer(KeyWork work, GatewayIdentity identity) {
        KeyWork.Done done = work.run(identity, world.random);
        assertThat(done).isNotNull();
        return done == null ? new byte[0] : done.reply();
    }

    private @Nullable DropReason give(byte[] datagram) {
        return client.onDatagram(world.nowNs, new UnsafeBuffer(datagram), 0, datagram.length);
    }
}
