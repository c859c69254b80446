package dev.shadowland.protocol.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.util.random.RandomGenerator;

/**
 * X25519 (RFC 7748) and Ed25519 (RFC 8032). Keys are plain arrays so that their owner can zero
 * them.
 */
public final class Curves {
    /** Bytes of every key, private (seed) or public. */
    public static final int KEY_LENGTH = 32;

    /** Bytes of an Ed25519 signature. */
    public static final int SIGNATURE_LENGTH = 64;

    private Curves() {}

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
        byte[] publicKey = new byte[KEY_LENGTH];
        X25519.generatePublicKey(privateKey, 0, publicKey, 0);
        return publicKey;
    }

    /**
     * The X25519 shared secret.
     *
     * @return false when it is all zero, as for a low-order peer key: then it must not be used
     */
    public static boolean agree(byte[] privateKey, byte[] peerPublicKey, byte[] shared) {
        return X25519.calculateAgreement(privateKey, 0, peerPublicKey, 0, shared, 0);
    }

    /** The Ed25519 public key. */
    public static byte[] signingPublicKey(byte[] privateKey) {
        byte[] publicKey = new byte[KEY_LENGTH];
        Ed25519.generatePublicKey(privateKey, 0, publicKey, 0);
        return publicKey;
    }

    /** An Ed25519 signature over the message. */
    public static byte[] sign(byte[] privateKey, byte[] message) {
        byte[] signature = new byte[SIGNATURE_LENGTH];
        Ed25519.sign(privateKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /**
     * Whether the signature is the key's over the message; false, never an exception, for malformed
     * keys too.
     */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return publicKey.length == KEY_LENGTH
                && signature.length == SIGNATURE_LENGTH
                && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }
}
