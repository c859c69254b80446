package dev.shadowland.protocol.crypto;

import org.jspecify.annotations.Nullable;

/**
 * The curves that a process runs, and why.
 *
 * @param provider what agrees, signs and verifies
 * @param problem why libsodium does not run; null when it does
 */
record CurvesSelection(Curves.Provider provider, @Nullable String problem) {
    /** Takes libsodium when it can be loaded and agrees with BouncyCastle and the RFCs. */
    static CurvesSelection choose() {
        try {
            return tested(SodiumCurves.load());
        } catch (SodiumException e) {
            return new CurvesSelection(BouncyCastleCurves.PROVIDER, e.getMessage());
        }
    }

    /** The candidate when it passes its test, else BouncyCastle. */
    static CurvesSelection tested(Curves.Provider candidate) {
        String problem = CurvesSelfTest.problemOf(candidate, BouncyCastleCurves.PROVIDER);
        return problem == null
                ? new CurvesSelection(candidate, null)
                : new CurvesSelection(
                        BouncyCastleCurves.PROVIDER,
                        candidate.name() + " failed its test: " + problem);
    }

    String text() {
        return problem == null ? provider.name() : provider.name() + " (" + problem + ")";
    }
}
