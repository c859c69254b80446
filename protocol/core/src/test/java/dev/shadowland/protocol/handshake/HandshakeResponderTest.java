package dev.shadowland.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.limits.AddressLimits;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.PeerAddress;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

class HandshakeResponderTest {
    private static final PeerAddress CLIENT = Handshakes.CLIENT;
    private static final int VERSION_OFFSET = 15;
    private static final int KEY_OFFSET = 17;

    private final Handshakes world = new Handshakes();
    private final HandshakeResponder responder = world.responder;

    /**
     * Regressions: cookie reply larger than its request; state or public-key work before a cookie.
     */
    @Test
    void shouldKeepNothingAndWorkNothingBeforeAGoodCookie() {
        for (int i = 0; i < 100; i++) {
            byte[] connect = world.poll(world.client());
            byte[] cookie = world.knock(CLIENT, connect);
            assertThat(cookie.length).isBetween(1, connect.length);
        }
        byte[] forged = world.connectWithCookie(world.client(), CLIENT);
        forged[KEY_OFFSET + 32 + 1 + 20] ^= 1;
        assertThat(world.knock(CLIENT, Handshakes.mended(forged))).isEmpty();

        assertThat(world.drops).containsExactly(DropReason.BAD_COOKIE);
        assertThat(responder.halfOpenCount()).isZero();
        assertThat(world.work).isEmpty();
    }

    @Test
    void shouldRefuseACookieFromAnotherAddressOrPortOrForAnotherKey() {
        byte[] connect = world.connectWithCookie(world.client(), CLIENT);
        byte[] otherKey = connect.clone();
        otherKey[KEY_OFFSET] ^= 1;

        assertThat(world.knock(new PeerAddress(0, CLIENT.lo() + 1, CLIENT.port()), connect))
                .isEmpty();
        assertThat(world.knock(new PeerAddress(1, CLIENT.lo(), CLIENT.port()), connect)).isEmpty();
        assertThat(world.knock(new PeerAddress(0, CLIENT.lo(), CLIENT.port() + 1), connect))
                .isEmpty();
        assertThat(world.knock(CLIENT, Handshakes.mended(otherKey))).isEmpty();

        assertThat(world.drops).containsOnly(DropReason.BAD_COOKIE).hasSize(4);
        world.knock(CLIENT, connect);
        assertThat(world.work).hasSize(1);
    }

    @Test
    void shouldIgnoreAConnectBelow1200Bytes() {
        byte[] connect = world.poll(world.client());
        for (int length : new int[] {1199, 1000, 60}) {
            byte[] shorter = Handshakes.mended(Arrays.copyOf(connect, length));
            assertThat(world.knock(CLIENT, shorter)).isEmpty();
        }
        assertThat(world.knock(CLIENT, Arrays.copyOf(connect, 1201))).isEmpty();
        assertThat(world.drops)
                .containsExactly(
                        DropReason.CONNECT_NOT_PADDED,
                        DropReason.CONNECT_NOT_PADDED,
                        DropReason.CONNECT_NOT_PADDED,
                        DropReason.TOO_LONG);
    }

    @Test
    void shouldRefuseOddCookieLengthsAndOtherTypes() {
        byte[] connect = world.poll(world.client());
        for (int length = 1; length < 256; length++) {
            byte[] odd = connect.clone();
            odd[KEY_OFFSET + 32] = (byte) length;
            assertThat(world.knock(CLIENT, Handshakes.mended(odd))).isEmpty();
        }
        assertThat(world.drops).containsOnly(DropReason.MALFORMED_FRAME, DropReason.BAD_COOKIE);
        world.drops.clear();
        for (int type = 1; type < 256; type++) {
            byte[] other = connect.clone();
            other[PacketHeader.LENGTH] = (byte) type;
            assertThat(world.knock(CLIENT, Handshakes.mended(other))).isEmpty();
        }
        assertThat(world.drops).containsOnly(DropReason.UNEXPECTED_TYPE).hasSize(255);
    }

    /** Regression: nonce reuse after a repeated ConnectionAccepted. */
    @Test
    void shouldRepeatTheStoredReplyByteForByte() {
        byte[] connect = world.connectWithCookie(world.client(), CLIENT);
        assertThat(world.knock(CLIENT, connect)).as("work under way").isEmpty();
        assertThat(world.knock(CLIENT, connect)).isEmpty();
        assertThat(world.work).hasSize(1);
        byte[] accepted = world.finishWork();

        assertThat(accepted.length).isBetween(200, 1200);
        assertThat(world.knock(CLIENT, connect)).isEqualTo(accepted);
        assertThat(world.knock(CLIENT, connect)).isEqualTo(accepted);
        assertThat(world.work).isEmpty();
        assertThat(responder.halfOpenCount()).isOne();
    }

    @Test
    void shouldAgreeOnKeysWithTheClient() {
        HandshakeInitiator client = world.client();
        world.knock(CLIENT, world.connectWithCookie(client, CLIENT));
        byte[] accepted = world.finishWork();

        assertThat(client.onDatagram(world.nowNs, new UnsafeBuffer(accepted), 0, accepted.length))
                .isNull();

        assertThat(client.state()).isEqualTo(HandshakeInitiator.State.ACCEPTED);
        assertThat(ConnectionIds.workerOf(client.connectionId())).isEqualTo(3);
        HalfOpen half = responder.find(client.connectionId());
        assertThat(half).isNotNull();
        if (half != null) {
            SessionKeys keys = half.keys();
            assertThat(half.address()).isEqualTo(CLIENT);
            assertThat(keys).isNotNull();
            if (keys != null) {
                assertThat(keys.serverToClient()).isEqualTo(client.keys().serverToClient());
                assertThat(keys.clientToServer()).isEqualTo(client.keys().clientToServer());
                assertThat(keys.clientToServer()).isNotEqualTo(keys.serverToClient());
            }
            responder.onProven(half);
        }
        assertThat(responder.halfOpenCount()).isZero();
        assertThat(responder.find(client.connectionId())).isNull();
    }

    /** Nobody else has them, and nobody will. */
    @Test
    void shouldZeroKeysThatAreReadyAfterTheirConnectionIsGone() {
        world.knock(CLIENT, world.connectWithCookie(world.client(), CLIENT));
        KeyWork.Done late = world.work.remove().run(world.identity, world.random);
        responder.onHousekeeping(world.nowNs + 10_000 * Handshakes.MS);
        assertThat(responder.halfOpenCount()).isZero();
        assertThat(late).isNotNull();
        if (late != null && late.keys() != null) {
            assertThat(late.keys().serverToClient()).isNotEqualTo(new byte[32]);
            assertThat(responder.onKeys(late, world.reply)).isZero();
            assertThat(late.keys().serverToClient()).containsOnly(0);
            assertThat(late.keys().clientToServer()).containsOnly(0);
        }
    }

    /** Regression: a new Connect from an address with a live session ignored. */
    @Test
    void shouldServeSeveralClientsOfOneAddress() {
        byte[] one = world.connectWithCookie(world.client(), CLIENT);
        byte[] other = world.connectWithCookie(world.client(), CLIENT);
        world.knock(CLIENT, one);
        world.knock(CLIENT, other);

        assertThat(world.finishWork()).isNotEmpty().isNotEqualTo(world.finishWork());
        assertThat(responder.halfOpenCount()).isEqualTo(2);
    }

    /** Keys that a stranger makes up to share a polynomial hash, whatever its start. */
    @Test
    void shouldSpreadKeysThatWereMadeUpToCollide() {
        Handshakes other = new Handshakes(world.random);
        Set<Integer> polynomials = new HashSet<>();
        Set<Integer> hashes = new HashSet<>();
        int[] buckets = new int[1 << 9];
        int alike = 0;
        for (int pattern = 0; pattern < 256; pattern++) {
            byte[] key = new byte[32];
            for (int bit = 0; bit < 8; bit++) {
                boolean isSet = (pattern & (1 << bit)) != 0;
                key[2 * bit] = (byte) (isSet ? 31 : 0); // 31 · 31^k = 1 · 31^(k + 1)
                key[2 * bit + 1] = (byte) (isSet ? 0 : 1);
            }
            polynomials.add(ByteBuffer.wrap(key).hashCode());
            int hash = responder.key(CLIENT, key, 1).hashCode();
            hashes.add(hash);
            buckets[(hash ^ (hash >>> 16)) & (buckets.length - 1)]++;
            alike += hash == other.responder.key(CLIENT, key, 1).hashCode() ? 1 : 0;
            assertThat(responder.key(CLIENT, key.clone(), 1))
                    .isEqualTo(responder.key(CLIENT, key, 1))
                    .isNotEqualTo(responder.key(CLIENT, key, 2));
        }
        assertThat(polynomials).hasSize(1);
        assertThat(hashes).hasSize(256);
        assertThat(Arrays.stream(buckets).max().orElseThrow()).isLessThan(8);
        assertThat(alike).isZero();
    }

    @Test
    void shouldHashAddressPortAndVersionToo() {
        byte[] key = new byte[32];
        Set<Integer> hashes = new HashSet<>();
        for (long half : new long[] {0, 1, 1L << 32}) {
            hashes.add(responder.key(new PeerAddress(half, 7, 9), key, 1).hashCode());
            hashes.add(responder.key(new PeerAddress(2, half, 9), key, 1).hashCode());
        }
        hashes.add(responder.key(new PeerAddress(0, 7, 10), key, 1).hashCode());
        hashes.add(responder.key(new PeerAddress(0, 7, 9), key, 2).hashCode());
        assertThat(hashes).hasSize(8);
    }

    @Test
    void shouldBoundHalfOpenConnectionsPerAddressAndInTotal() {
        Handshakes small = new Handshakes(new HandshakeSettings(10_000, 10_000, 5, 2, 1000, 1000));
        for (int address = 0; address < 4; address++) {
            PeerAddress from = new PeerAddress(0, CLIENT.lo() + address, 4000 + address);
            for (int i = 0; i < 3; i++) {
                small.knock(from, small.connectWithCookie(small.client(), from));
            }
        }
        assertThat(small.responder.halfOpenCount()).isEqualTo(5);
        assertThat(small.work).hasSize(5);
        assertThat(small.drops).containsOnly(DropReason.HALF_OPEN_FULL).hasSize(7);

        small.nowNs += 10_000 * Handshakes.MS;
        small.responder.onHousekeeping(small.nowNs);

        assertThat(small.responder.halfOpenCount()).isZero();
        while (!small.work.isEmpty()) {
            assertThat(small.finishWork()).as("too late").isEmpty();
        }
        small.knock(CLIENT, small.connectWithCookie(small.client(), CLIENT));
        assertThat(small.responder.halfOpenCount()).isOne();
    }

    /** Whoever has a /48 has 65 536 /64s, and real addresses, cookies and keys in each. */
    @ParameterizedTest(name = "{0} new ones per second of a /48: admits a newcomer {1}")
    @CsvSource({"100000, false", "2, true"})
    void shouldHaveRoomForOthersWhateverComesFromOneIpv6Network(int perSecond, boolean admits) {
        Handshakes small =
                new Handshakes(new HandshakeSettings(10_000, 10_000, 64, 16, 1000, 1000));
        small.responder.limitBy(
                new AddressLimits(
                        new AddressLimits.Bound(256, 1),
                        new AddressLimits.Bound(1024, perSecond),
                        (_, _) -> false,
                        99));
        for (int i = 0; i < 80; i++) {
            PeerAddress from = new PeerAddress(0x2001_0db8_0000_0000L + i / 8, 1000 + i, 4000);
            small.knock(from, small.connectWithCookie(small.client(), from));
        }
        int before = small.responder.halfOpenCount();
        assertThat(before).isEqualTo(admits ? 20 : 64);
        PeerAddress newcomer = new PeerAddress(0x2001_0db8_0001_0000L, 1, 4000);
        small.knock(newcomer, small.connectWithCookie(small.client(), newcomer));
        assertThat(small.responder.halfOpenCount() > before).isEqualTo(admits);
    }

    @Test
    void shouldCountAllOfAnIpv6PrefixAsOneAddress() {
        Handshakes small = new Handshakes(new HandshakeSettings(10_000, 10_000, 50, 2, 1000, 1000));
        for (int i = 0; i < 10; i++) {
            PeerAddress from = new PeerAddress(0x2001_0db8_0000_0001L, 1000 + i, 4000);
            small.knock(from, small.connectWithCookie(small.client(), from));
        }
        assertThat(small.responder.halfOpenCount()).isEqualTo(2);
        small.nowNs += 10_000 * Handshakes.MS;
        small.responder.onHousekeeping(small.nowNs);
        PeerAddress from = new PeerAddress(0x2001_0db8_0000_0001L, 5, 4000);
        small.knock(from, small.connectWithCookie(small.client(), from));
        assertThat(small.responder.halfOpenCount()).isOne();
    }

    @Test
    void shouldExpireOnBothSidesOfTheLifetimeAndZeroTheKeys() {
        HandshakeInitiator client = world.client();
        world.knock(CLIENT, world.connectWithCookie(client, CLIENT));
        byte[] accepted = world.finishWork();
        client.onDatagram(world.nowNs, new UnsafeBuffer(accepted), 0, accepted.length);
        HalfOpen half = responder.find(client.connectionId());

        responder.onHousekeeping(world.nowNs + 10_000 * Handshakes.MS - 1);
        assertThat(responder.find(client.connectionId())).isSameAs(half).isNotNull();
        responder.onHousekeeping(world.nowNs + 10_000 * Handshakes.MS);

        assertThat(responder.find(client.connectionId())).isNull();
        if (half != null && half.keys() != null) {
            assertThat(half.keys().clientToServer()).containsOnly(0);
        }
    }

    /** Each repeat of a Connect at a full queue once cost an id for 60 s. */
    @Test
    void shouldKeepNothingWhenTheBudgetOfKeyWorkIsExhausted() {
        world.maxWork = 0;
        byte[] connect = world.connectWithCookie(world.client(), CLIENT);
        for (int i = 0; i < 1000; i++) {
            assertThat(world.knock(CLIENT, connect)).isEmpty();
        }
        assertThat(world.drops).containsOnly(DropReason.KEY_WORK_FULL);
        assertThat(responder.halfOpenCount()).isZero();
        assertThat(world.ids.takenCount()).isZero();
        world.maxWork = 1;
        world.knock(CLIENT, connect);
        assertThat(world.finishWork()).isNotEmpty();
    }

    @Test
    void shouldDenyAnUnknownVersionSignedAndOnlyAfterACookie() {
        HandshakeInitiator future = new HandshakeInitiator(world.roots, 9, world.random);
        byte[] connect = world.connectWithCookie(future, CLIENT);
        assertThat(connect[VERSION_OFFSET]).isEqualTo((byte) 9);
        world.knock(CLIENT, connect);
        assertThat(world.drops).containsExactly(DropReason.BAD_VERSION);
        byte[] denied = world.finishWork();

        assertThat(world.knock(CLIENT, connect)).isEqualTo(denied);
        for (int bit = 8 * PacketHeader.LENGTH; bit < 8 * (denied.length - 4); bit++) {
            byte[] flipped = denied.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Handshakes.mended(flipped);
            assertThat(future.onDatagram(world.nowNs, new UnsafeBuffer(flipped), 0, flipped.length))
                    .isNotNull();
        }
        assertThat(future.state()).isEqualTo(HandshakeInitiator.State.WANTS_ACCEPT);
        assertThat(future.onDatagram(world.nowNs, new UnsafeBuffer(denied), 0, denied.length))
                .isNull();
        assertThat(future.state()).isEqualTo(HandshakeInitiator.State.DENIED);
        assertThat(future.denial()).isEqualTo(DenyReason.UNSUPPORTED_VERSION);
    }

    /**
     * The version is not under the cookie: who stands beside the path must not talk a client into
     * giving up.
     */
    @Test
    void shouldAcceptTheTrueConnectWhenItsVersionWasChangedInACopy() {
        HandshakeInitiator client = world.client();
        byte[] connect = world.connectWithCookie(client, CLIENT);
        byte[] changed = connect.clone();
        changed[VERSION_OFFSET] = 9;
        world.knock(CLIENT, Handshakes.mended(changed));
        byte[] denied = world.finishWork();
        world.knock(CLIENT, connect);
        byte[] accepted = world.finishWork();

        assertThat(client.onDatagram(world.nowNs, new UnsafeBuffer(denied), 0, denied.length))
                .isNotNull();
        assertThat(client.onDatagram(world.nowNs, new UnsafeBuffer(accepted), 0, accepted.length))
                .isNull();
        assertThat(client.state()).isEqualTo(HandshakeInitiator.State.ACCEPTED);
    }

    @Test
    void shouldDenyAllWhileDraining() {
        responder.denyAll(DenyReason.SHUTTING_DOWN);
        HandshakeInitiator client = world.client();
        world.knock(CLIENT, world.connectWithCookie(client, CLIENT));
        byte[] denied = world.finishWork();
        client.onDatagram(world.nowNs, new UnsafeBuffer(denied), 0, denied.length);

        assertThat(client.denial()).isEqualTo(DenyReason.SHUTTING_DOWN);
        assertThat(world.ids.takenCount()).isZero();
    }

    @Test
    void shouldGiveNoKeysToAClientKeyOfLowOrder() {
        HandshakeInitiator client = world.client();
        byte[] connect = world.poll(client);
        Arrays.fill(connect, KEY_OFFSET, KEY_OFFSET + 32, (byte) 0);
        byte[] cookie = world.knock(CLIENT, Handshakes.mended(connect));
        connect[KEY_OFFSET + 32] = 48;
        System.arraycopy(cookie, 47, connect, KEY_OFFSET + 33, 48);
        world.knock(CLIENT, Handshakes.mended(connect));

        assertThat(world.work).hasSize(1);
        assertThat(world.finishWork()).isEmpty();
        assertThat(world.knock(CLIENT, connect)).isEmpty();
    }

    @Test
    void shouldStopSendingCookiesWhenThrottled() {
        Handshakes small = new Handshakes(new HandshakeSettings(10_000, 10_000, 50, 50, 7, 3));
        int sent = 0;
        for (int i = 0; i < 40; i++) {
            PeerAddress from = new PeerAddress(0, CLIENT.lo() + i / 10, 4000);
            sent += small.knock(from, small.poll(small.client())).length > 0 ? 1 : 0;
        }
        assertThat(sent).isEqualTo(7);
        assertThat(small.drops).containsOnly(DropReason.COOKIE_THROTTLED).hasSize(33);
    }
}
