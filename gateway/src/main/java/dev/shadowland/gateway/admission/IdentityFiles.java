package dev.shadowland.gateway.admission;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.transport.config.KeyFile;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/**
 * Reads a gateway's identity: two files of hexadecimal text: the private key and the certificate
 * that vouches for it.
 */
public final class IdentityFiles {
    private IdentityFiles() {}

    /**
     * Reads both files and checks that they belong together and are in time.
     *
     * @param nowMs milliseconds since 1970
     * @throws dev.shadowland.transport.config.KeyFileException when a file cannot be read as what
     *     it should be
     * @throws IdentityException when they do not hold; both say why to a person and never show the
     *     key
     */
    public static GatewayIdentity load(Path keyFile, Path certificateFile, long nowMs) {
        IdentityCertificate certificate =
                IdentityCertificate.of(
                        KeyFile.read(
                                "gateway certificate",
                                certificateFile,
                                IdentityCertificate.LENGTH));
        requireInTime(certificate, certificateFile, nowMs);
        byte[] key = KeyFile.read("gateway key", keyFile, Curves.KEY_LENGTH);
        try {
            return new GatewayIdentity(key, certificate);
        } catch (IllegalArgumentException e) {
            throw new IdentityException(
                    "gateway certificate %s was issued for another key than the one in %s"
                            .formatted(certificateFile, keyFile),
                    e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static void requireInTime(IdentityCertificate certificate, Path file, long nowMs) {
        if (nowMs > certificate.notAfterMs()) {
            throw new IdentityException(
                    "gateway certificate %s expired at %s: have a root key issue a new one"
                            .formatted(file, Instant.ofEpochMilli(certificate.notAfterMs())));
        }
        if (nowMs < certificate.notBeforeMs()) {
            throw new IdentityException(
                    "gateway certificate %s holds only from %s on: check this machine's clock"
                            .formatted(file, Instant.ofEpochMilli(certificate.notBeforeMs())));
        }
    }
}
