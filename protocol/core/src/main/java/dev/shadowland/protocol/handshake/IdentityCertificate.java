package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A root key's word that a key is a gateway's for a while; it travels in ConnectionAccepted. Binary
 * form, little-endian: gatewayKey 32 · notBefore i64 · notAfter i64 · Ed25519 signature 64 by the
 * root over a label and all before it.
 *
 * @param gatewayKey Ed25519 public key of the gateway
 * @param notBeforeMs milliseconds since 1970
 * @param notAfterMs milliseconds since 1970
 * @param signature the root's
 */
public record IdentityCertificate(
        byte[] gatewayKey, long notBeforeMs, long notAfterMs, byte[] signature) {
    /** Bytes of the binary form. */
    public static final int LENGTH = Curves.KEY_LENGTH + 8 + 8 + Curves.SIGNATURE_LENGTH;

    private static final byte[] LABEL =
            "shadowland gateway certificate v1".getBytes(StandardCharsets.US_ASCII);

    /** A certificate signed by the root. */
    public static IdentityCertificate issue(
            byte[] rootPrivateKey, byte[] gatewayPublicKey, long notBeforeMs, long notAfterMs) {
        byte[] signature =
                Curves.sign(rootPrivateKey, signedPart(gatewayPublicKey, notBeforeMs, notAfterMs));
        return new IdentityCertificate(gatewayPublicKey, notBeforeMs, notAfterMs, signature);
    }

    /** Whether one of the pinned roots signed it and it is in time. */
    public boolean isTrusted(List<byte[]> rootPublicKeys, long nowMs) {
        if (nowMs < notBeforeMs || nowMs > notAfterMs) {
            return false;
        }
        byte[] signed = signedPart(gatewayKey, notBeforeMs, notAfterMs);
        return rootPublicKeys.stream().anyMatch(root -> Curves.verify(root, signed, signature));
    }

    /** The binary form. */
    public byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        write(new WireWriter().wrap(new UnsafeBuffer(bytes), 0, LENGTH));
        return bytes;
    }

    /**
     * Reads the binary form of a file.
     *
     * @throws IllegalArgumentException when it has another length
     */
    public static IdentityCertificate of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(
                    "a certificate has " + LENGTH + " bytes, not " + bytes.length);
        }
        return read(new WireReader().wrap(new UnsafeBuffer(bytes), 0, LENGTH));
    }

    void write(WireWriter writer) {
        writer.bytes(gatewayKey).i64(notBeforeMs).i64(notAfterMs).bytes(signature);
    }

    static IdentityCertificate read(WireReader reader) {
        byte[] key = new byte[Curves.KEY_LENGTH];
        reader.bytes(key);
        long notBefore = reader.i64();
        long notAfter = reader.i64();
        byte[] signature = new byte[Curves.SIGNATURE_LENGTH];
        reader.bytes(signature);
        return new IdentityCertificate(key, notBefore, notAfter, signature);
    }

    private static byte[] signedPart(byte[] key, long notBeforeMs, long notAfterMs) {
        byte[] part = Arrays.copyOf(LABEL, LABEL.length + Curves.KEY_LENGTH + 16);
        new WireWriter()
                .wrap(new UnsafeBuffer(part), LABEL.length, Curves.KEY_LENGTH + 16)
                .bytes(key)
                .i64(notBeforeMs)
                .i64(notAfterMs);
        return part;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdentityCertificate that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return "IdentityCertificate[" + notBeforeMs + ".." + notAfterMs + "]";
    }
}
