package dev.shadowland.protocol.crypto;

import java.util.random.RandomGenerator;

/**
 * X25519 (RFC 7748) and Ed25519 (RFC 8032), by the provider that this process chose when it first
 * needed one. Keys are plain arrays so that their owner can zero them. Any thread.
 */
public final class Curves {
    /** Bytes of every key, private (seed) or public. */
    public static final int KEY_LENGTH = 32;

    /** Bytes of an Ed25519 signature. */
    public static final int SIGNATURE_LENGTH = 64;

    private Curves() {}

    /**
     * An implementation; all of them agree bit for bit on what honest ends send. Arrays have the
     * lengths that {@link Curves} names: it looks, providers do not. Any thread.
     */
    public interface Provider {
        /** For logs and status. */
        String name();

        /** The X25519 public key. */
        byte[] agreementPublicKey(byte[] privateKey);

        /** The X25519 shared secret; false when it is all zero, and then it is. */
        boolean agree(byte[] privateKey, byte[] peerPublicKey, byte[] shared);

        /** The Ed25519 public key. */
        byte[] signingPublicKey(byte[] privateKey);

        /** An Ed25519 signature over the message; the public key is the private one's. */
        byte[] sign(byte[] privateKey, byte[] publicKey, byte[] message);

        /** Whether the signature is the key's over the message. */
        boolean verify(byte[] publicKey, byte[] message, byte[] signature);
    }

    /** Chosen once, by the first thread that needs a curve. */
    private static final class Chosen {
        private static final CurvesSelection SELECTION = CurvesSelection.choose();
        private static final Provider PROVIDER = SELECTION.provider();
    }

    /** One line for the log and the status: what runs and, if libsodium does not, why. */
    public static String text() {
        return Chosen.SELECTION.text();
    }

    /** What runs, for who compares it with another; the methods below check what they get. */
    public static Provider provider() {
        return Chosen.PROVIDER;
    }

    /**
     * A fresh private key for either curve; {@code random} must be a secure one outside of tests.
     */
    public static byte[] newPrivateKey(RandomGenerator random) {
        byte[] key = new byte[KEY_LENGTH];
        random.nextBytes(key);
        return key;
    }

    /** The X25519 public key. */
    public static byte[] agreementPublicKey(byte[] privateKey) {
        requireKey(privateKey);
        return Chosen.PROVIDER.agreementPublicKey(privateKey);
    }

    /**
     * The X25519 shared secret.
     *
     * @return false when it is all zero, as for a low-order peer key: then it must not be used
     */
    public static boolean agree(byte[] privateKey, byte[] peerPublicKey, byte[] shared) {
        requireKey(privateKey);
        requireKey(peerPublicKey);
        requireKey(shared);
        return Chosen.PROVIDER.agree(privateKey, peerPublicKey, shared);
    }

    /** The Ed25519 public key. */
    public static byte[] signingPublicKey(byte[] privateKey) {
        requireKey(privateKey);
        return Chosen.PROVIDER.signingPublicKey(privateKey);
    }

    /** An Ed25519 signature over the message. */
    public static byte[] sign(byte[] privateKey, byte[] message) {
        return sign(privateKey, signingPublicKey(privateKey), message);
    }

    /**
     * As above, in half the time.
     *
     * @param publicKey the private key's: a signature made with another gives the private key away
     */
    public static byte[] sign(byte[] privateKey, byte[] publicKey, byte[] message) {
        requireKey(privateKey);
        requireKey(publicKey);
        return Chosen.PROVIDER.sign(privateKey, publicKey, message);
    }

    /**
     * Whether the signature is the key's over the message; false, never an exception, for malformed
     * keys too.
     */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return publicKey.length == KEY_LENGTH
                && signature.length == SIGNATURE_LENGTH
                && Chosen.PROVIDER.verify(publicKey, message, signature);
    }

    private static void requireKey(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
        }
    }
}
