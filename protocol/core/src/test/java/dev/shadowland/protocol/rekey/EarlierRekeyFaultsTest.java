package dev.shadowland.protocol.rekey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.Curves;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** A fault of earlier implementations, with the test that would have found it: rekey. */
class EarlierRekeyFaultsTest {
    private final byte[] serverPrivate = filled(0x42);
    private final byte[] clientPrivate = filled(0x43);

    @Test
    void shouldNotDeriveARekeyFromPublicData() {
        byte[] keys = derive(filled(1), serverPrivate);

        assertThat(derive(filled(1), serverPrivate))
                .as("determined by what is in it")
                .isEqualTo(keys);
        assertThat(derive(filled(2), serverPrivate))
                .as("what travels is the same, the secret before is not")
                .isNotEqualTo(keys);
        assertThat(derive(filled(1), filled(0x44)))
                .as("the secret before is the same, the exchange is not")
                .isNotEqualTo(keys);
    }

    private byte[] derive(byte[] secret, byte[] ownPrivate) {
        RekeyWork work = new RekeyWork(_ -> {}, 1, true, secret);
        work.onPeerKey(Curves.agreementPublicKey(clientPrivate));
        work.run(new Fixed(ownPrivate));
        return Objects.requireNonNull(work.derived());
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private record Fixed(byte[] key) implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(key, 0, bytes, 0, bytes.length);
        }
    }
}
