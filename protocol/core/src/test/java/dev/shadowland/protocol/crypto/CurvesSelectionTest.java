package dev.shadowland.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurvesSelectionTest {
    /** How a faulty library may be wrong. */
    enum Fault {
        WRONG_SECRET,
        WRONG_SECRET_FOR_MOST_KEYS,
        WRONG_AGREEMENT_KEY,
        TAKES_LOW_ORDER,
        LEAVES_BYTES_WHEN_REFUSED,
        WRONG_SIGNING_KEY,
        WRONG_SIGNATURE,
        VERIFIES_ALL,
        VERIFIES_NOTHING
    }

    private record Faulty(Fault fault, Curves.Provider right) implements Curves.Provider {
        @Override
        public String name() {
            return "faulty";
        }

        private byte[] spoilt(Fault which, byte[] bytes) {
            if (fault == which) {
                bytes[bytes.length - 1] ^= 1;
            }
            return bytes;
        }

        @Override
        public byte[] agreementPublicKey(byte[] privateKey) {
            return spoilt(Fault.WRONG_AGREEMENT_KEY, right.agreementPublicKey(privateKey));
        }

        @Override
        public boolean agree(byte[] privateKey, byte[] peerPublicKey, byte[] shared) {
            boolean agreed = right.agree(privateKey, peerPublicKey, shared);
            if (!agreed) {
                shared[0] = (byte) (fault == Fault.LEAVES_BYTES_WHEN_REFUSED ? 1 : 0);
                return fault == Fault.TAKES_LOW_ORDER;
            }
            spoilt(Fault.WRONG_SECRET, shared);
            if ((privateKey[0] & 7) != 5) {
                spoilt(Fault.WRONG_SECRET_FOR_MOST_KEYS, shared);
            }
            return true;
        }

        @Override
        public byte[] signingPublicKey(byte[] privateKey) {
            return spoilt(Fault.WRONG_SIGNING_KEY, right.signingPublicKey(privateKey));
        }

        @Override
        public byte[] sign(byte[] privateKey, byte[] publicKey, byte[] message) {
            return spoilt(Fault.WRONG_SIGNATURE, right.sign(privateKey, publicKey, message));
        }

        @Override
        public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
            return switch (fault) {
                case VERIFIES_ALL -> true;
                case VERIFIES_NOTHING -> false;
                default -> right.verify(publicKey, message, signature);
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldFallBackAndSayWhyWhenTheLibraryIsWrong(Fault fault) {
        CurvesSelection selection =
                CurvesSelection.tested(new Faulty(fault, BouncyCastleCurves.PROVIDER));

        assertThat(selection.provider()).isSameAs(BouncyCastleCurves.PROVIDER);
        assertThat(selection.problem()).startsWith("faulty failed its test: it ");
        assertThat(selection.text()).startsWith("bouncycastle (faulty failed its test");
    }

    @Test
    void shouldTakeLibsodiumOrSayWhyNot() {
        CurvesSelection selection = CurvesSelection.choose();

        assertThat(selection.provider().name().startsWith("libsodium"))
                .isEqualTo(selection.problem() == null);
        assertThat(Curves.text()).isEqualTo(selection.text());
    }

    @Test
    void shouldPassItsOwnTest() {
        assertThat(
                        CurvesSelfTest.problemOf(
                                BouncyCastleCurves.PROVIDER, BouncyCastleCurves.PROVIDER))
                .isNull();
    }

    /** C looks at no bounds. */
    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void shouldRefuseKeysOfAnotherLengthBeforeAnyProviderSeesThem(int length) {
        byte[] wrong = new byte[length];
        byte[] right = new byte[Curves.KEY_LENGTH];

        assertThatThrownBy(() -> Curves.agreementPublicKey(wrong)).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> Curves.agree(wrong, right, right))
                .hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> Curves.agree(right, wrong, right))
                .hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> Curves.agree(right, right, wrong))
                .hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> Curves.signingPublicKey(wrong)).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> Curves.sign(wrong, right)).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> Curves.sign(right, wrong, right)).hasMessageContaining("32 bytes");
        assertThat(Curves.verify(wrong, right, new byte[Curves.SIGNATURE_LENGTH])).isFalse();
        assertThat(Curves.verify(right, right, new byte[Curves.SIGNATURE_LENGTH - 1])).isFalse();
        assertThat(Curves.verify(right, right, new byte[Curves.SIGNATURE_LENGTH + 1])).isFalse();
    }
}
