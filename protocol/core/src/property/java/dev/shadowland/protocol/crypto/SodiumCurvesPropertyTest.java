package dev.shadowland.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** libsodium and BouncyCastle agree on every key, point and message. */
class SodiumCurvesPropertyTest {
    private final CurvesSelection selection = CurvesSelection.choose();
    private final Curves.Provider sodium = selection.provider();
    private final Curves.Provider bouncy = BouncyCastleCurves.PROVIDER;

    @Property(tries = 500)
    void shouldAgreeAsBouncyCastleDoes(
            @ForAll @Size(32) byte[] privateKey, @ForAll @Size(32) byte[] point) {
        Assume.that(selection.problem() == null);
        byte[] one = new byte[Curves.KEY_LENGTH];
        byte[] other = new byte[Curves.KEY_LENGTH];
        byte[] before = privateKey.clone();

        assertThat(sodium.agreementPublicKey(privateKey))
                .isEqualTo(bouncy.agreementPublicKey(privateKey));
        assertThat(sodium.agree(privateKey, point, one))
                .isEqualTo(bouncy.agree(privateKey, point, other));
        assertThat(one).isEqualTo(other);
        assertThat(privateKey).isEqualTo(before);
    }

    @Property(tries = 500)
    void shouldSignAndVerifyAsBouncyCastleDoes(
            @ForAll @Size(32) byte[] privateKey,
            @ForAll @Size(max = 1_000) byte[] message,
            @ForAll @IntRange(max = 511) int bit) {
        Assume.that(selection.problem() == null);
        byte[] publicKey = sodium.signingPublicKey(privateKey);
        byte[] signature = sodium.sign(privateKey, publicKey, message);

        assertThat(publicKey).isEqualTo(bouncy.signingPublicKey(privateKey));
        assertThat(signature).isEqualTo(bouncy.sign(privateKey, publicKey, message));
        assertThat(sodium.verify(publicKey, message, signature)).isTrue();
        signature[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(sodium.verify(publicKey, message, signature)).isFalse();
        assertThat(bouncy.verify(publicKey, message, signature)).isFalse();
    }
}
