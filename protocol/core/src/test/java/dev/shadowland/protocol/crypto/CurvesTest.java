package dev.shadowland.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** RFC 7748 and RFC 8032 vectors, and what hostile keys and signatures get, from each provider. */
@ParameterizedClass(name = "{0}")
@MethodSource("providers")
class CurvesTest {
    private static final HexFormat HEX = HexFormat.of();

    private final Curves.Provider curves;

    CurvesTest(Curves.Provider curves) {
        this.curves = curves;
    }

    static Stream<Named<Curves.Provider>> providers() {
        return AllCurves.here();
    }

    @ParameterizedTest
    @CsvSource({
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
                + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
                + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
                + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
                + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
    })
    void shouldAgreeAsRfc7748Section52(String scalar, String u, String expected) {
        byte[] shared = new byte[Curves.KEY_LENGTH];

        assertThat(curves.agree(HEX.parseHex(scalar), HEX.parseHex(u), shared)).isTrue();
        assertThat(shared).isEqualTo(HEX.parseHex(expected));
    }

    @Test
    void shouldAgreeAsRfc7748Section52WhenIterated() {
        byte[] k = new byte[Curves.KEY_LENGTH];
        k[0] = 9;
        byte[] u = k.clone();
        for (int i = 1; i <= 1000; i++) {
            byte[] next = new byte[Curves.KEY_LENGTH];
            assertThat(curves.agree(k, u, next)).isTrue();
            u = k;
            k = next;
            if (i == 1) {
                assertThat(HEX.formatHex(k))
                        .isEqualTo(
                                "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
            }
        }
        assertThat(HEX.formatHex(k))
                .isEqualTo("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
    }

    @Test
    void shouldAgreeAsRfc7748Section61() {
        byte[] alice =
                HEX.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        byte[] bob =
                HEX.parseHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        byte[] alicePublic = curves.agreementPublicKey(alice);
        byte[] bobPublic = curves.agreementPublicKey(bob);
        byte[] one = new byte[Curves.KEY_LENGTH];
        byte[] other = new byte[Curves.KEY_LENGTH];

        assertThat(HEX.formatHex(alicePublic))
                .isEqualTo("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        assertThat(HEX.formatHex(bobPublic))
                .isEqualTo("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        assertThat(curves.agree(alice, bobPublic, one)).isTrue();
        assertThat(curves.agree(bob, alicePublic, other)).isTrue();
        assertThat(HEX.formatHex(one))
                .isEqualTo("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        assertThat(other).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void shouldRefusePeerKeyOfLowOrder(String point) {
        byte[] privateKey = Curves.newPrivateKey(new SplittableRandom(1));

        byte[] shared = privateKey.clone();
        assertThat(curves.agree(privateKey, HEX.parseHex(point), shared)).isFalse();
        assertThat(shared).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void shouldSignAsRfc8032Section71(
            String privateKey, String publicKey, String message, String signature) {
        byte[] key = HEX.parseHex(privateKey);
        byte[] signed = HEX.parseHex(message);

        assertThat(HEX.formatHex(curves.signingPublicKey(key))).isEqualTo(publicKey);
        assertThat(HEX.formatHex(curves.sign(key, HEX.parseHex(publicKey), signed)))
                .isEqualTo(signature);
        assertThat(curves.verify(HEX.parseHex(publicKey), signed, HEX.parseHex(signature)))
                .isTrue();
    }

    @Test
    void shouldSignAsRfc8032Section71WhenMessageIsShaOfAbc() throws Exception {
        byte[] key =
                HEX.parseHex("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42");
        byte[] message =
                MessageDigest.getInstance("SHA-512")
                        .digest("abc".getBytes(StandardCharsets.US_ASCII));

        assertThat(HEX.formatHex(curves.signingPublicKey(key)))
                .isEqualTo("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf");
        assertThat(HEX.formatHex(curves.sign(key, curves.signingPublicKey(key), message)))
                .isEqualTo(
                        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                            + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704");
    }

    @Test
    void shouldRefuseSignatureWhenAnyBitIsFlipped() {
        byte[] key = Curves.newPrivateKey(new SplittableRandom(2));
        byte[] publicKey = curves.signingPublicKey(key);
        byte[] message = {1, 2, 3};
        byte[] signature = curves.sign(key, publicKey, message);

        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(curves.verify(publicKey, message, flipped))
                    .as("signature bit %d", bit)
                    .isFalse();
        }
        for (int bit = 0; bit < publicKey.length * 8; bit++) {
            byte[] flipped = publicKey.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(curves.verify(flipped, message, signature)).as("key bit %d", bit).isFalse();
        }
    }

    @Test
    void shouldRefuseAndNotThrowWhenKeyOrSignatureIsNonsense() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            byte[] key = new byte[Curves.KEY_LENGTH];
            byte[] signature = new byte[Curves.SIGNATURE_LENGTH];
            random.nextBytes(key);
            random.nextBytes(signature);
            assertThat(curves.verify(key, new byte[3], signature)).isFalse();
        }
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xFF);
        assertThat(curves.verify(new byte[32], new byte[0], new byte[64])).isFalse();
        assertThat(curves.verify(Arrays.copyOf(ones, 32), new byte[0], ones)).isFalse();
    }
}
