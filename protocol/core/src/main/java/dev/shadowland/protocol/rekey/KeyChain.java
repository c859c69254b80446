package dev.shadowland.protocol.rekey;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.Curves;

import java.util.Arrays;

/**
 * The chain of secrets S(0), S(1)… and the ciphers that follow from it: each link needs the one
 * before, so whoever sees one exchange alone derives nothing. Owned by the connection's thread.
 */
final class KeyChain {
    private final KeyEpochs epochs;
    private final Aead.Provider provider;
    private final boolean server;
    private final byte[] secret;
    private int epoch;

    /** A chain whose S(0) is copied. */
    KeyChain(KeyEpochs epochs, Aead.Provider provider, boolean server, byte[] secret) {
        this.epochs = epochs;
        this.provider = provider;
        this.server = server;
        this.secret = secret.clone();
    }

    KeyEpochs epochs() {
        return epochs;
    }

    /** Epoch of the newest keys installed. */
    int epoch() {
        return epoch;
    }

    /** S(epoch), not to be kept. */
    byte[] secret() {
        return secret;
    }

    /** Takes 96 derived bytes as the keys of the next epoch, and zeroes them. */
    void install(byte[] derived) {
        byte[] down = Arrays.copyOfRange(derived, 0, Curves.KEY_LENGTH);
        byte[] up = Arrays.copyOfRange(derived, Curves.KEY_LENGTH, 2 * Curves.KEY_LENGTH);
        System.arraycopy(derived, 2 * Curves.KEY_LENGTH, secret, 0, Curves.KEY_LENGTH);
        epochs.install(
                provider.forSealing(server ? down : up), provider.forOpening(server ? up : down));
        Arrays.fill(down, (byte) 0);
        Arrays.fill(up, (byte) 0);
        Arrays.fill(derived, (byte) 0);
        epoch++;
    }

    void destroy() {
        Arrays.fill(secret, (byte) 0);
        epochs.destroy();
    }
}
