package dev.shadowland.benchmarks.server;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.BouncyCastleAead;

/** The ciphers of this machine. */
public final class Aeads {
    private Aeads() {}

    /** The one that a gateway would choose here. */
    public static Aead.Provider best() {
        return BouncyCastleAead.PROVIDER;
    }

    /** The one that runs everywhere. */
    public static Aead.Provider portable() {
        return BouncyCastleAead.PROVIDER;
    }
}
