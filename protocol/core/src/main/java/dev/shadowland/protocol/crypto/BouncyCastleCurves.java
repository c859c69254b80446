package dev.shadowland.protocol.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The portable curves. */
public final class BouncyCastleCurves implements Curves.Provider {
    /** BouncyCastle behind {@link Curves.Provider}. */
    public static final Curves.Provider PROVIDER = new BouncyCastleCurves();

    private BouncyCastleCurves() {}

    @Override
    public String name() {
        return "bouncycastle";
    }

    @Override
    public byte[] agreementPublicKey(byte[] privateKey) {
        byte[] publicKey = new byte[Curves.KEY_LENGTH];
        X25519.generatePublicKey(privateKey, 0, publicKey, 0);
        return publicKey;
    }

    @Override
    public boolean agree(byte[] privateKey, byte[] peerPublicKey, byte[] shared) {
        return X25519.calculateAgreement(privateKey, 0, peerPublicKey, 0, shared, 0);
    }

    @Override
    public byte[] signingPublicKey(byte[] privateKey) {
        byte[] publicKey = new byte[Curves.KEY_LENGTH];
        Ed25519.generatePublicKey(privateKey, 0, publicKey, 0);
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] privateKey, byte[] publicKey, byte[] message) {
        byte[] signature = new byte[Curves.SIGNATURE_LENGTH];
        Ed25519.sign(privateKey, 0, publicKey, 0, null, message, 0, message.length, signature, 0);
        return signature;
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }
}
