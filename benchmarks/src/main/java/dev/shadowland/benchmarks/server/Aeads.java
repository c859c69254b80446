package dev.shadowland.benchmarks.server;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.AeadChoice;
import dev.shadowland.protocol.crypto.AeadSelection;
import dev.shadowland.protocol.crypto.BouncyCastleAead;

/** The ciphers of this machine. */
public final class Aeads {
    private static final Aead.Provider BEST = AeadSelection.choose(AeadChoice.AUTO).provider();

    private Aeads() {}

    /** The one that a gateway chooses here, for the thread that asks. */
    public static Aead.Provider best() {
        return BEST.forAnotherThread();
    }

    /** The one that runs everywhere. */
    public static Aead.Provider portable() {
        return BouncyCastleAead.PROVIDER;
    }
}
