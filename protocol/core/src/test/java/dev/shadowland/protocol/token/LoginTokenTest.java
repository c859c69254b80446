package dev.shadowland.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.token.LoginTokenVerifier.Reason;
import dev.shadowland.protocol.token.LoginTokenVerifier.Verdict;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;

class LoginTokenTest {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final UUID CLUSTER = new UUID(5, 6);
    private final SplittableRandom random = new SplittableRandom(8);
    private final byte[] loginKey = Curves.newPrivateKey(random);
    private final LoginTokenVerifier verifier =
            new LoginTokenVerifier(Curves.signingPublicKey(loginKey), CLUSTER);

    @Test
    void shouldKeepEveryFieldOfAGenuineToken() {
        LoginToken token =
                new LoginToken(
                        new UUID(1, -2), CLUSTER, -1, Long.MIN_VALUE + 3, NOW_MS, NOW_MS + 60_000);

        byte[] bytes = token.signed(loginKey);

        assertThat(bytes).hasSize(LoginToken.LENGTH).hasSize(129);
        assertThat(verifier.verify(bytes, NOW_MS)).isEqualTo(new Verdict.Valid(token));
    }

    @Test
    void shouldHoldOnBothSidesOfEachInstant() {
        byte[] bytes = token(NOW_MS, NOW_MS + 60_000).signed(loginKey);

        assertThat(verifier.verify(bytes, NOW_MS - 5_001)).isEqualTo(refused(Reason.NOT_YET_VALID));
        assertThat(verifier.verify(bytes, NOW_MS - 5_000)).isInstanceOf(Verdict.Valid.class);
        assertThat(verifier.verify(bytes, NOW_MS + 59_999)).isInstanceOf(Verdict.Valid.class);
        assertThat(verifier.verify(bytes, NOW_MS + 60_000)).isEqualTo(refused(Reason.EXPIRED));
    }

    @Test
    void shouldRefuseLifetimesThatAreTooLongNegativeOrOverflow() {
        assertThat(verdict(token(NOW_MS, NOW_MS + 60_001)))
                .isEqualTo(refused(Reason.LIFETIME_TOO_LONG));
        assertThat(verdict(token(NOW_MS, NOW_MS))).isEqualTo(refused(Reason.LIFETIME_TOO_LONG));
        assertThat(verdict(token(NOW_MS, NOW_MS - 1))).isEqualTo(refused(Reason.LIFETIME_TOO_LONG));
        assertThat(verdict(token(Long.MIN_VALUE, Long.MAX_VALUE)))
                .isEqualTo(refused(Reason.LIFETIME_TOO_LONG));
        assertThat(verdict(token(Long.MIN_VALUE, Long.MIN_VALUE + 1)))
                .isEqualTo(refused(Reason.EXPIRED));
        assertThat(verdict(token(Long.MAX_VALUE - 1, Long.MAX_VALUE)))
                .isEqualTo(refused(Reason.NOT_YET_VALID));
        assertThat(verdict(token(Long.MAX_VALUE, Long.MIN_VALUE)))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void shouldRefuseAnotherClusterOrKey() {
        LoginToken foreign =
                new LoginToken(new UUID(1, 2), new UUID(5, 7), 1, 2, NOW_MS, NOW_MS + 1_000);
        byte[] forged = token(NOW_MS, NOW_MS + 1_000).signed(Curves.newPrivateKey(random));

        assertThat(verdict(foreign)).isEqualTo(refused(Reason.WRONG_CLUSTER));
        assertThat(verifier.verify(forged, NOW_MS)).isEqualTo(refused(Reason.BAD_SIGNATURE));
    }

    @Test
    void shouldRefuseEverySingleFlippedBit() {
        byte[] bytes = token(NOW_MS, NOW_MS + 30_000).signed(loginKey);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Reason expected = bit < 8 ? Reason.MALFORMED : Reason.BAD_SIGNATURE;
            assertThat(verifier.verify(flipped, NOW_MS))
                    .as("bit %d", bit)
                    .isEqualTo(refused(expected));
        }
    }

    @Test
    void shouldRefuseAndNotThrowOnArbitraryBytes() {
        byte[] genuine = token(NOW_MS, NOW_MS + 30_000).signed(loginKey);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(verifier.verify(bytes, NOW_MS)).isInstanceOf(Verdict.Refused.class);
            if (length != genuine.length) {
                assertThat(verifier.verify(Arrays.copyOf(genuine, length), NOW_MS))
                        .isEqualTo(refused(Reason.MALFORMED));
            }
        }
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[LoginToken.LENGTH];
            random.nextBytes(bytes);
            bytes[0] = LoginToken.VERSION;
            assertThat(verifier.verify(bytes, NOW_MS)).isEqualTo(refused(Reason.BAD_SIGNATURE));
        }
    }

    private Verdict verdict(LoginToken token) {
        return verifier.verify(token.signed(loginKey), NOW_MS);
    }

    private static Verdict refused(Reason reason) {
        return new Verdict.Refused(reason);
    }

    private static LoginToken token(long issuedAtMs, long expiresAtMs) {
        return new LoginToken(new UUID(1, 2), CLUSTER, 3, 4, issuedAtMs, expiresAtMs);
    }
}
