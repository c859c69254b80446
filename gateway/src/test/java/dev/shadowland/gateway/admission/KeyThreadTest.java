package dev.shadowland.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.ConnectionIds;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.HandshakeInitiator;
import dev.shadowland.protocol.handshake.HandshakeResponder;
import dev.shadowland.protocol.handshake.HandshakeSettings;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.protocol.handshake.ProtocolVersion;
import dev.shadowland.protocol.wire.DropReason;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

class KeyThreadTest {
    private static final long MS = 1_000_000;

    private final SplittableRandom random = new SplittableRandom(3);
    private final GatewayIdentity first = identity();
    private final List<DropReason> drops = new ArrayList<>();
    private long nowNs = 1_800_000_000_000L * MS;

    @Test
    void shouldKeepToItsBudgetAndServeWorkersInTurn() {
        KeyThread keys = keys(10, 64);
        for (int i = 0; i < 20; i++) {
            connect(keys.lane(0), 1_000 + i);
            connect(keys.lane(1), 2_000 + i);
        }
        int first = 0;
        int second = 0;
        for (int ms = 0; ms < 1_000; ms++) {
            nowNs += MS;
            keys.doWork();
            first += keys.lane(0).poll() == null ? 0 : 1;
            second += keys.lane(1).poll() == null ? 0 : 1;
        }
        assertThat(first + second).isBetween(10, 11);
        assertThat(Math.abs(first - second)).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldRefuseWhatExceedsTheQueue() {
        KeyThread keys = keys(10, 4);
        for (int i = 0; i < 6; i++) {
            connect(keys.lane(0), 1_000 + i);
        }
        assertThat(drops).containsExactly(DropReason.KEY_WORK_FULL, DropReason.KEY_WORK_FULL);
    }

    /** Only the thread that signs knows when it has signed with a key for the last time. */
    @Test
    void shouldZeroAKeyThatIsRotatedOutOnceNothingIsSignedWithIt() {
        KeyThread keys = keys(1_000, 4);
        GatewayIdentity second = identity();
        GatewayIdentity third = identity();
        keys.use(second);
        assertThat(first.isDestroyed()).as("the key thread may be signing").isFalse();
        keys.use(third);
        assertThat(second.isDestroyed()).as("never in use").isTrue();
        connect(keys.lane(0), 1_000);
        keys.doWork();
        assertThat(first.isDestroyed()).isTrue();
        assertThat(third.isDestroyed()).isFalse();
        assertThat(Objects.requireNonNull(keys.lane(0).poll()).keys()).isNotNull();
    }

    private GatewayIdentity identity() {
        byte[] root = Curves.newPrivateKey(random);
        byte[] key = Curves.newPrivateKey(random);
        return new GatewayIdentity(
                key,
                IdentityCertificate.issue(root, Curves.signingPublicKey(key), 0, Long.MAX_VALUE));
    }

    private KeyThread keys(int perSecond, int waiting) {
        return new KeyThread(2, perSecond, waiting, first, random, () -> nowNs);
    }

    /** A client asks and shows its cookie, so that one answer is to be made. */
    private void connect(KeyLane lane, int port) {
        HandshakeResponder responder =
                new HandshakeResponder(
                        HandshakeSettings.DEFAULT,
                        random,
                        new ConnectionIds(0, random),
                        lane,
                        drops::add);
        HandshakeInitiator client =
                new HandshakeInitiator(List.of(), ProtocolVersion.CURRENT, random);
        UnsafeBuffer datagram = new UnsafeBuffer(new byte[1200]);
        UnsafeBuffer reply = new UnsafeBuffer(new byte[1200]);
        int length = client.poll(nowNs, datagram, 0);
        int cookie = responder.onDatagram(nowNs, 0, 1, port, datagram, 0, length, reply);
        client.onDatagram(nowNs, reply, 0, cookie);
        length = client.poll(nowNs, datagram, 0);
        responder.onDatagram(nowNs, 0, 1, port, datagram, 0, length, reply);
    }
}
