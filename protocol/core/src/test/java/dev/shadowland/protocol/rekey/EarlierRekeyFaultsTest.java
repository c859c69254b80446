package dev.shadowland.protocol.rekey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A fault of earlier implementations, with the test that would have found it: rekey. */
class EarlierRekeyFaultsTest {
    private final byte[] serverPrivate = RekeyVectors.filled(0x42);
    private final byte[] clientPrivate = RekeyVectors.filled(0x43);

    @Test
    void shouldNotDeriveARekeyFromPublicData() {
        byte[] keys = derive(RekeyVectors.filled(1), serverPrivate);

        assertThat(derive(RekeyVectors.filled(1), serverPrivate))
                .as("determined by what is in it")
                .isEqualTo(keys);
        assertThat(derive(RekeyVectors.filled(2), serverPrivate))
                .as("what travels is the same, the secret before is not")
                .isNotEqualTo(keys);
        assertThat(derive(RekeyVectors.filled(1), RekeyVectors.filled(0x44)))
                .as("the secret before is the same, the exchange is not")
                .isNotEqualTo(keys);
    }

    private byte[] derive(byte[] secret, byte[] ownPrivate) {
        return RekeyVectors.derive(1, true, secret, ownPrivate, clientPrivate);
    }
}
