package dev.shadowland.protocol.token;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Signed, expiring permission for one character of one account to enter one cluster, once. Binary
 * form, little-endian: version u8 = 1 · tokenId 16 · cluster 16 · account u64 · character u64 ·
 * issuedAt i64 · expiresAt i64 · Ed25519 signature 64 over a label and all before it.
 *
 * @param id what makes it single-use
 * @param cluster the cluster that it is for
 * @param account account id
 * @param character character id
 * @param issuedAtMs milliseconds since 1970
 * @param expiresAtMs milliseconds since 1970, at most {@link #MAX_LIFETIME_MS} later
 */
public record LoginToken(
        UUID id, UUID cluster, long account, long character, long issuedAtMs, long expiresAtMs) {
    /** Longest life of a token. */
    public static final long MAX_LIFETIME_MS = 60_000;

    /** Bytes of the binary form. */
    public static final int LENGTH = 1 + 16 + 16 + 8 + 8 + 8 + 8 + Curves.SIGNATURE_LENGTH;

    static final int VERSION = 1;
    static final int SIGNED_LENGTH = LENGTH - Curves.SIGNATURE_LENGTH;

    private static final byte[] LABEL =
            "shadowland login token v1".getBytes(StandardCharsets.US_ASCII);

    /** The binary form, signed by the login key. */
    public byte[] signed(byte[] loginPrivateKey) {
        byte[] bytes = new byte[LENGTH];
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(bytes), 0, LENGTH);
        writer.u8(VERSION);
        uuid(writer, id);
        uuid(writer, cluster);
        writer.i64(account).i64(character).i64(issuedAtMs).i64(expiresAtMs);
        writer.bytes(Curves.sign(loginPrivateKey, signedPart(bytes)));
        return bytes;
    }

    static LoginToken read(byte[] bytes) {
        WireReader reader = new WireReader().wrap(new UnsafeBuffer(bytes), 1, SIGNED_LENGTH - 1);
        return new LoginToken(
                uuid(reader), uuid(reader), reader.i64(), reader.i64(), reader.i64(), reader.i64());
    }

    static byte[] signedPart(byte[] bytes) {
        byte[] part = Arrays.copyOf(LABEL, LABEL.length + SIGNED_LENGTH);
        System.arraycopy(bytes, 0, part, LABEL.length, SIGNED_LENGTH);
        return part;
    }

    private static void uuid(WireWriter writer, UUID uuid) {
        writer.i64(uuid.getMostSignificantBits()).i64(uuid.getLeastSignificantBits());
    }

    private static UUID uuid(WireReader reader) {
        return new UUID(reader.i64(), reader.i64());
    }
}
