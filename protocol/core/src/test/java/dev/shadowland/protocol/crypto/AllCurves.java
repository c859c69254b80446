package dev.shadowland.protocol.crypto;

import org.junit.jupiter.api.Named;

import java.util.stream.Stream;

/** The providers of curves that this machine has. */
final class AllCurves {
    private AllCurves() {}

    /** BouncyCastle, and libsodium where there is one. */
    static Stream<Named<Curves.Provider>> here() {
        Stream<Curves.Provider> portable = Stream.of(BouncyCastleCurves.PROVIDER);
        Stream<Curves.Provider> all;
        try {
            all = Stream.concat(portable, Stream.of(SodiumCurves.load()));
        } catch (SodiumException _) {
            all = portable;
        }
        return all.map(curves -> Named.of(curves.name(), curves));
    }
}
