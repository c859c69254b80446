package dev.shadowland.gateway.admission;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads a gateway's identity: two files, raw or as hexadecimal text: the private key and the certificate that vouches for it. */
public final class IdentityFiles {
    private static final String KEY = "gateway key";
    private static final String CERTIFICATE = "gateway certificate";

    private IdentityFiles() {}

    /**
     * Reads both files and checks that they belong together and are in time.
     *
     * @param nowMs milliseconds since 1970
     * @throws IdentityException with a message for a person; it never shows the key
     */
    public static GatewayIdentity load(Path keyFile, Path certificateFile, long nowMs) {
        IdentityCertificate certificate =
                IdentityCertificate.of(read(certificateFile, CERTIFICATE, IdentityCertificate.LENGTH));
        requireInTime(certificate, certificateFile, nowMs);
        byte[] key = read(keyFile, KEY, Curves.KEY_LENGTH);
        try {
            return new GatewayIdentity(key, certificate);
        } catch (IllegalArgumentException e) {
            throw new IdentityException(
                    "gateway certificate %s was issued for another key than the one in %s".formatted(certificateFile, keyFile), e);
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

    /**
     * Reads a file of {@code length} bytes, as they are or as hexadecimal text.
     *
     * @param what names it in messages, which never show what is in it
     * @throws IdentityException when it cannot be had or holds something else
     */
    public static byte[] read(Path file, String what, int length) {
        byte[] content = content(file, what);
        byte[] bytes = content.length == length ? content : parse(content, file, what);
        if (bytes.length != length) {
            throw new IdentityException("%s %s holds %d bytes, it must hold %d".formatted(what, file, bytes.length, length));
        }
        return bytes;
    }

    private static byte[] content(Path file, String what) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IdentityException("%s %s does not exist".formatted(what, file), e);
        } catch (IOException e) {
            throw new IdentityException("%s %s cannot be read: %s".formatted(what, file, e), e);
        }
    }

    private static byte[] parse(byte[] content, Path file, String what) {
        try {
            return HexFormat.of().parseHex(new String(content, StandardCharsets.ISO_8859_1).strip());
        } catch (IllegalArgumentException _) {
            // Its message would quote the file, which may be the key.
            throw new IdentityException(
                    "%s %s is neither hexadecimal text nor of the right length (%d bytes)"
                            .formatted(what, file, content.length));
        }
    }
}
