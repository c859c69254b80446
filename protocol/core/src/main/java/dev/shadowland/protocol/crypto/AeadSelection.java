package dev.shadowland.protocol.crypto;

import org.jspecify.annotations.Nullable;

/**
 * The AEAD that a process runs, and why. Made once at start.
 *
 * @param provider what seals and opens
 * @param problem why libsodium does not run although it was wanted; null when it runs or was not
 *     wanted
 */
public record AeadSelection(Aead.Provider provider, @Nullable String problem) {
    /**
     * Takes libsodium when it can be loaded and agrees with BouncyCastle.
     *
     * @throws IllegalStateException when libsodium is demanded and cannot be had; the message is
     *     for a person
     */
    public static AeadSelection choose(AeadChoice wanted) {
        if (wanted == AeadChoice.BOUNCYCASTLE) {
            return new AeadSelection(BouncyCastleAead.PROVIDER, null);
        }
        AeadSelection selection = trySodium();
        if (wanted == AeadChoice.LIBSODIUM && selection.problem() != null) {
            throw new IllegalStateException(
                    "shadowland.security.aead = libsodium cannot be had: "
                            + selection.problem()
                            + "; set it to auto or bouncycastle");
        }
        return selection;
    }

    private static AeadSelection trySodium() {
        try {
            return tested(SodiumAead.load());
        } catch (SodiumException e) {
            return new AeadSelection(BouncyCastleAead.PROVIDER, e.getMessage());
        }
    }

    /** The candidate when it passes its test, else BouncyCastle. */
    static AeadSelection tested(Aead.Provider candidate) {
        String problem = AeadSelfTest.problemOf(candidate, BouncyCastleAead.PROVIDER);
        return problem == null
                ? new AeadSelection(candidate.forAnotherThread(), null)
                : new AeadSelection(
                        BouncyCastleAead.PROVIDER,
                        candidate.name() + " failed its test: " + problem);
    }

    /** One line for the log and the status: what runs and, if libsodium does not, why. */
    public String text() {
        return problem == null ? provider.name() : provider.name() + " (" + problem + ")";
    }
}
