package dev.shadowland.benchmarks.jmh;

import dev.shadowland.protocol.crypto.BouncyCastleCurves;
import dev.shadowland.protocol.crypto.Curves;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The public-key work of a handshake. The gateway makes a key, agrees and signs; the client makes a
 * key, agrees and verifies twice.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CurvesBenchmark {
    /** "best" is what a gateway runs on this machine. */
    @Param({"best", "bouncycastle"})
    private String curves = "";

    private Curves.Provider provider = BouncyCastleCurves.PROVIDER;
    private final byte[] privateKey = Curves.newPrivateKey(new SplittableRandom(1));
    private final byte[] message = Curves.newPrivateKey(new SplittableRandom(2));
    private final byte[] shared = new byte[Curves.KEY_LENGTH];
    private byte[] peerKey = new byte[0];
    private byte[] signingKey = new byte[0];
    private byte[] signature = new byte[0];

    @Setup
    public void makeKeys() {
        provider = curves.equals("best") ? Curves.provider() : BouncyCastleCurves.PROVIDER;
        peerKey = provider.agreementPublicKey(message);
        signingKey = provider.signingPublicKey(privateKey);
        signature = provider.sign(privateKey, signingKey, message);
    }

    /** X25519 with the base point. */
    @Benchmark
    public byte[] makeAgreementKey() {
        return provider.agreementPublicKey(privateKey);
    }

    /** X25519. */
    @Benchmark
    public boolean agree() {
        return provider.agree(privateKey, peerKey, shared);
    }

    /** Ed25519 over 32 bytes. */
    @Benchmark
    public byte[] sign() {
        return provider.sign(privateKey, signingKey, message);
    }

    /** The same checked. */
    @Benchmark
    public boolean verify() {
        if (!provider.verify(signingKey, message, signature)) {
            throw new IllegalStateException("not authentic");
        }
        return true;
    }

    /** All that a gateway does for one handshake. */
    @Benchmark
    public byte[] answer() {
        byte[] own = provider.agreementPublicKey(privateKey);
        if (!provider.agree(privateKey, peerKey, shared)) {
            throw new IllegalStateException("not agreed");
        }
        return provider.sign(privateKey, signingKey, own);
    }
}
