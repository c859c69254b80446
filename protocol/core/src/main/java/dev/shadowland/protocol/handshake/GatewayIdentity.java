package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.Curves;

import java.util.Arrays;

/**
 * A gateway's signing key with the certificate that vouches for it. The private key is never
 * printed.
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
        // The constructor saw that the keys belong together.
        return Curves.sign(privateKey, certificate.gatewayKey(), message);
    }
}
