package dev.shadowland.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.PeerAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

class CookieJarTest {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final long LIFETIME_MS = 10_000;
    private static final PeerAddress ADDRESS = new PeerAddress(1, 2, 3);

    private final CookieJar jar = new CookieJar(new SplittableRandom(5), LIFETIME_MS);
    private final byte[] key = new byte[32];
    private final byte[] cookie = new byte[CookieJar.LENGTH];

    @Test
    void shouldHoldForItsLifetimeOnly() {
        jar.bake(NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie);

        assertThat(jar.isGood(NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie))
                .isTrue();
        assertThat(
                        jar.isGood(
                                NOW_MS + LIFETIME_MS,
                                ADDRESS.hi(),
                                ADDRESS.lo(),
                                ADDRESS.port(),
                                key,
                                cookie))
                .isTrue();
        assertThat(
                        jar.isGood(
                                NOW_MS + LIFETIME_MS + 1,
                                ADDRESS.hi(),
                                ADDRESS.lo(),
                                ADDRESS.port(),
                                key,
                                cookie))
                .isFalse();
    }

    @Test
    void shouldHoldForOneAddressPortAndKeyOnly() {
        jar.bake(NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie);
        byte[] otherKey = key.clone();
        otherKey[31] = 1;

        assertThat(jar.isGood(NOW_MS, 0, 2, 3, key, cookie)).isFalse();
        assertThat(jar.isGood(NOW_MS, 1, 3, 3, key, cookie)).isFalse();
        assertThat(jar.isGood(NOW_MS, 1, 2, 4, key, cookie)).isFalse();
        assertThat(jar.isGood(NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), otherKey, cookie))
                .isFalse();
        assertThat(
                        new CookieJar(new SplittableRandom(6), LIFETIME_MS)
                                .isGood(
                                        NOW_MS,
                                        ADDRESS.hi(),
                                        ADDRESS.lo(),
                                        ADDRESS.port(),
                                        key,
                                        cookie))
                .isFalse();
    }

    @Test
    void shouldRefuseEverySingleFlippedBit() {
        jar.bake(NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie);
        for (int bit = 0; bit < cookie.length * 8; bit++) {
            cookie[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(
                            jar.isGood(
                                    NOW_MS + 5,
                                    ADDRESS.hi(),
                                    ADDRESS.lo(),
                                    ADDRESS.port(),
                                    key,
                                    cookie))
                    .as("bit %d", bit)
                    .isFalse();
            cookie[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(jar.isGood(NOW_MS + 5, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie))
                .isTrue();
    }

    @Test
    void shouldRefuseTheFuture() {
        jar.bake(NOW_MS + 1, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie);

        assertThat(jar.isGood(NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie))
                .isFalse();
        assertThat(jar.isGood(NOW_MS + 1, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie))
                .isTrue();
    }

    /**
     * A cookie baked at any moment between two rotations lives its whole life through the next one.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5_000, 9_999, 10_000, 10_001, 15_000, 19_999})
    void shouldHoldThroughARotationOfTheSecret(long bakedAfterMs) {
        jar.bake(
                NOW_MS,
                ADDRESS.hi(),
                ADDRESS.lo(),
                ADDRESS.port(),
                key,
                new byte[CookieJar.LENGTH]);
        long bakedMs = NOW_MS + bakedAfterMs;
        jar.bake(bakedMs, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie);
        for (long age = 0; age <= LIFETIME_MS; age += 100) {
            assertThat(
                            jar.isGood(
                                    bakedMs + age,
                                    ADDRESS.hi(),
                                    ADDRESS.lo(),
                                    ADDRESS.port(),
                                    key,
                                    cookie))
                    .as("age %d", age)
                    .isTrue();
        }
        assertThat(
                        jar.isGood(
                                bakedMs + LIFETIME_MS + 1,
                                ADDRESS.hi(),
                                ADDRESS.lo(),
                                ADDRESS.port(),
                                key,
                                cookie))
                .isFalse();
    }

    @Test
    void shouldRefuseWhenTheSecretBeforeLastIsGone() {
        CookieJar longLived = new CookieJar(new SplittableRandom(7), 1000);
        longLived.bake(NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie);
        byte[] backdated = cookie.clone();
        longLived.isGood(NOW_MS + 1000, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie);
        longLived.isGood(NOW_MS + 2000, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie);

        assertThat(
                        longLived.isGood(
                                NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, backdated))
                .isFalse();
    }

    @Test
    void shouldNeverBakeTheSameTwice() {
        byte[] second = new byte[CookieJar.LENGTH];
        jar.bake(NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, cookie);
        jar.bake(NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, second);

        assertThat(second).isNotEqualTo(cookie);
    }

    @Test
    void shouldRefuseCookiesOfAnotherLengthOrTime() {
        assertThat(jar.isGood(NOW_MS, ADDRESS.hi(), ADDRESS.lo(), ADDRESS.port(), key, new byte[0]))
                .isFalse();
        assertThat(
                        jar.isGood(
                                NOW_MS,
                                ADDRESS.hi(),
                                ADDRESS.lo(),
                                ADDRESS.port(),
                                key,
                                new byte[47]))
                .isFalse();
        assertThat(
                        jar.isGood(
                                NOW_MS,
                                ADDRESS.hi(),
                                ADDRESS.lo(),
                                ADDRESS.port(),
                                key,
                                new byte[49]))
                .isFalse();
        assertThat(
                        jar.isGood(
                                NOW_MS,
                                ADDRESS.hi(),
                                ADDRESS.lo(),
                                ADDRESS.port(),
                                key,
                                new byte[48]))
                .isFalse();
    }
}
