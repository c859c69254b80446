package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.Curves;

import java.util.Arrays;

/**
 * A gateway's signing key with the certificate that vouches for it. The private key is never
 * printed. Whoever signs with it last destroys it, on the thread that signs.
 */
public final class GatewayIdentity {
    private final byte[] privateKey;
    private final IdentityCertificate certificate;

    /**
     * Binds a key to its certificate.
     *
     * @throws IllegalArgumentException when the certificate is for another key
     */
    public GatewayIdentity(byte[] privateKey, IdentityCertificate certificate) {
        if (!Arrays.equals(Curves.signingPublicKey(privateKey), certificate.gatewayKey())) {
            throw new IllegalArgumentException("the certificate is for another gateway key");
        }
        this.privateKey = privateKey.clone();
        this.certificate = certificate;
    }

    /** What clients see. */
    public IdentityCertificate certificate() {
        return certificate;
    }

    byte[] sign(byte[] message) {
        if (isDestroyed()) {
            throw new IllegalStateException("this identity was rotated out");
        }
        // The constructor saw that the keys belong together.
        return Curves.sign(privateKey, certificate.gatewayKey(), message);
    }

    /** Zeroes the private key; nothing is signed with it any more. */
    public void destroy() {
        Arrays.fill(privateKey, (byte) 0);
    }

    /** Whether the private key is nothing but zeroes. */
    public boolean isDestroyed() {
        int set = 0;
        for (byte b : privateKey) {
            set |= b;
        }
        return set == 0;
    }
}
