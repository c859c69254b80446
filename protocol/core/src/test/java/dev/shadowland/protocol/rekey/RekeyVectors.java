package dev.shadowland.protocol.rekey;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.golden.VectorFile;

import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Section 13 of the document. */
public final class RekeyVectors {
    private RekeyVectors() {}

    /** Adds them: two epochs, the second from the first's secret, by either end. */
    public static void addTo(VectorFile file) {
        byte[] secret = filled(0x11);
        for (int epoch = 1; epoch <= 2; epoch++) {
            byte[] serverPrivate = filled(0x22 * epoch);
            byte[] clientPrivate = filled(0x33 * epoch);
            byte[] derived = derive(epoch, true, secret, serverPrivate, clientPrivate);
            byte[] byClient = derive(epoch, false, secret, clientPrivate, serverPrivate);
            if (!Arrays.equals(derived, byClient)) {
                throw new AssertionError("the two ends disagree");
            }
            file.vector("keys of epoch " + epoch, "rekeys")
                    .given("epoch", epoch)
                    .given("secret", secret)
                    .given("serverPrivate", serverPrivate)
                    .given("clientPrivate", clientPrivate)
                    .bytes(derived);
            secret = Arrays.copyOfRange(derived, 64, 96);
        }
    }

    static byte[] derive(
            int epoch, boolean server, byte[] secret, byte[] ownPrivate, byte[] peerPrivate) {
        RekeyWork work = new RekeyWork(_ -> {}, epoch, server, secret);
        work.onPeerKey(Curves.agreementPublicKey(peerPrivate));
        work.run(new Fixed(ownPrivate));
        return Objects.requireNonNull(work.derived());
    }

    static byte[] filled(int value) {
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
