package dev.shadowland.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.wire.PeerAddress;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Certificate, connection ids and cookie throttle. */
class HandshakePartsTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private final SplittableRandom random = new SplittableRandom(31);

    @Test
    void shouldTrustACertificateOfAPinnedRootInTimeOnly() {
        byte[] root = Curves.newPrivateKey(random);
        byte[] otherRoot = Curves.newPrivateKey(random);
        byte[] gatewayKey = Curves.signingPublicKey(Curves.newPrivateKey(random));
        IdentityCertificate certificate = IdentityCertificate.issue(root, gatewayKey, 1000, 2000);
        List<byte[]> roots =
                List.of(Curves.signingPublicKey(otherRoot), Curves.signingPublicKey(root));

        assertThat(certificate.isTrusted(roots, 999)).isFalse();
        assertThat(certificate.isTrusted(roots, 1000)).isTrue();
        assertThat(certificate.isTrusted(roots, 2000)).isTrue();
        assertThat(certificate.isTrusted(roots, 2001)).isFalse();
        assertThat(certificate.isTrusted(roots.subList(0, 1), 1500)).isFalse();
        assertThat(certificate.isTrusted(List.of(), 1500)).isFalse();
        assertThat(certificate.isTrusted(List.of(new byte[3], new byte[32]), 1500)).isFalse();
        assertThat(IdentityCertificate.of(certificate.bytes())).isEqualTo(certificate);
    }

    @Test
    void shouldZeroThePrivateKeyThatWentIntoTheSessionKeys() {
        byte[] peerKey = Curves.agreementPublicKey(Curves.newPrivateKey(random));
        for (byte[] peer : List.of(peerKey, new byte[Curves.KEY_LENGTH])) {
            byte[] privateKey = Curves.newPrivateKey(random);
            Transcript transcript =
                    new Transcript(1, peer, 7, peerKey, new byte[Transcript.SALT_LENGTH]);
            assertThat(transcript.keys(privateKey, peer) != null)
                    .isEqualTo(Arrays.equals(peer, peerKey));
            assertThat(privateKey).containsOnly(0);
        }
    }

    @Test
    void shouldDistrustEverySingleFlippedBit() {
        byte[] root = Curves.newPrivateKey(random);
        List<byte[]> roots = List.of(Curves.signingPublicKey(root));
        byte[] gatewayKey = Curves.signingPublicKey(Curves.newPrivateKey(random));
        byte[] bytes = IdentityCertificate.issue(root, gatewayKey, 0, Long.MAX_VALUE).bytes();
        assertThat(bytes).hasSize(IdentityCertificate.LENGTH).hasSize(112);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(IdentityCertificate.of(flipped).isTrusted(roots, 1500))
                    .as("bit %d", bit)
                    .isFalse();
        }
        assertThatThrownBy(() -> IdentityCertificate.of(new byte[111]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAnIdentityWithTheCertificateOfAnotherKey() {
        byte[] root = Curves.newPrivateKey(random);
        byte[] key = Curves.newPrivateKey(random);
        byte[] otherPublic = Curves.signingPublicKey(Curves.newPrivateKey(random));
        IdentityCertificate other = IdentityCertificate.issue(root, otherPublic, 0, 1);

        assertThatThrownBy(() -> new GatewayIdentity(key, other))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldZeroAnIdentitysKeyAndSignNoMore() {
        byte[] key = Curves.newPrivateKey(random);
        byte[] root = Curves.newPrivateKey(random);
        IdentityCertificate certificate =
                IdentityCertificate.issue(root, Curves.signingPublicKey(key), 0, 1);
        GatewayIdentity identity = new GatewayIdentity(key, certificate);
        assertThat(identity.isDestroyed()).isFalse();
        assertThat(identity.sign(key)).hasSize(Curves.SIGNATURE_LENGTH);

        identity.destroy();

        assertThat(identity.isDestroyed()).isTrue();
        assertThatThrownBy(() -> identity.sign(key)).isInstanceOf(IllegalStateException.class);
        assertThat(identity.certificate()).isSameAs(certificate);
    }

    @Test
    void shouldGiveIdsOfItsWorkerThatAreUniqueAndNotZero() {
        for (int worker : new int[] {0, 1, 31, 32, 63}) {
            ConnectionIds ids = new ConnectionIds(worker, random);
            Set<Integer> taken = new HashSet<>();
            for (int i = 0; i < 20_000; i++) {
                int id = ids.take();
                assertThat(ConnectionIds.workerOf(id)).isEqualTo(worker);
                assertThat(id).isNotZero();
                assertThat(taken.add(id)).isTrue();
            }
        }
        assertThatThrownBy(() -> new ConnectionIds(64, random))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConnectionIds(-1, random))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** With a generator of 8 ids, so that only rules keep them apart. */
    @Test
    void shouldRestAnIdForSixtySecondsAndNeverGiveZero() {
        Map<Integer, Long> restsUntilNs = new HashMap<>();
        ArrayDeque<Integer> live = new ArrayDeque<>();
        ConnectionIds ids = new ConnectionIds(0, () -> (long) random.nextInt(8) << 38);
        long nowNs = 5;
        for (int round = 0; round < 400; round++) {
            nowNs += 5 * SECOND_NS;
            ids.onHousekeeping(nowNs);
            long now = nowNs;
            restsUntilNs.values().removeIf(until -> until < now);
            if (live.size() + restsUntilNs.size() < 7) {
                int id = ids.take();
                assertThat(id).isBetween(1, 7);
                assertThat(live).doesNotContain(id);
                assertThat(restsUntilNs).doesNotContainKey(id);
                live.add(id);
            }
            if (live.size() > 2) {
                int id = live.remove();
                ids.free(id, nowNs);
                restsUntilNs.put(id, nowNs + ConnectionIds.QUARANTINE_NS);
            }
        }
        assertThat(ids.takenCount()).isLessThanOrEqualTo(7);
    }

    @Test
    void shouldBoundItsMemoryByWhatRests() {
        ConnectionIds ids = new ConnectionIds(7, random);
        long nowNs = 0;
        for (int i = 0; i < 200_000; i++) {
            nowNs += SECOND_NS / 10;
            ids.free(ids.take(), nowNs);
            ids.onHousekeeping(nowNs);
            assertThat(ids.takenCount()).isLessThanOrEqualTo(602);
        }
        assertThat(ids.listedCount()).isLessThan(4096);
    }

    @Test
    void shouldThrottleInTotalAndPerPrefixEachSecond() {
        CookieThrottle throttle = new CookieThrottle(new HandshakeSettings(1, 1, 1, 1, 10, 3), 99);
        PeerAddress v4 = new PeerAddress(0, 0xFFFF_0A00_0001L, 1);

        assertThat(taken(throttle, 1000, v4, 20)).isEqualTo(3);
        assertThat(taken(throttle, 1999, new PeerAddress(0, v4.lo(), 2), 20))
                .as("any port")
                .isZero();
        assertThat(taken(throttle, 1999, new PeerAddress(0x2001L << 48, 1, 1), 20)).isEqualTo(3);
        assertThat(taken(throttle, 1999, new PeerAddress(0x2001L << 48, 2, 1), 20))
                .as("same /64")
                .isZero();
        int rest = 0;
        for (int i = 0; i < 100; i++) {
            rest += taken(throttle, 1999, new PeerAddress(0, 0xFFFF_0B00_0000L + i, 1), 1);
        }
        assertThat(rest).as("10 in total").isEqualTo(4);
        assertThat(taken(throttle, 2000, v4, 20)).as("a new second").isEqualTo(3);
    }

    @Test
    void shouldSpreadPrefixesOverItsSlots() {
        CookieThrottle throttle =
                new CookieThrottle(new HandshakeSettings(1, 1, 1, 1, 1 << 20, 1), 99);
        int taken = 0;
        for (int i = 0; i < 1000; i++) {
            taken +=
                    taken(
                            throttle,
                            0,
                            new PeerAddress((0x2001L + i) << 48 | (long) i << 32, 5, 1),
                            1);
            taken += taken(throttle, 0, new PeerAddress(0, 0xFFFF_0000_0000L + i * 256L, 1), 1);
        }
        assertThat(taken).as("of 2000, with some sharing of 4096 slots").isGreaterThan(1400);
    }

    private static int taken(CookieThrottle throttle, long nowMs, PeerAddress from, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += throttle.tryTake(nowMs, from.hi(), from.lo()) ? 1 : 0;
        }
        return taken;
    }
}
