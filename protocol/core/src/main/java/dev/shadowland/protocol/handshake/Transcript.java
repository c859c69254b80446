package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.crypto.Hkdf;
import dev.shadowland.protocol.crypto.SessionKeys;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What both ends saw of the handshake: SHA-256(label ‖ version u16 ‖ client key ‖ connectionId u32
 * ‖ server key ‖ salt). The signature and the key derivation use it under labels of their own.
 */
final class Transcript {
    static final int SALT_LENGTH = 16;

    private static final byte[] TRANSCRIPT_LABEL = ascii("shadowland transcript v1");
    private static final byte[] SIGNATURE_LABEL = ascii("shadowland accepted v1");
    private static final byte[] KEYS_LABEL = ascii("shadowland keys v1");
    private static final byte[] REKEY_LABEL = ascii("shadowland rekey secret v1");

    private final byte[] salt;
    private final byte[] hash = new byte[32];

    Transcript(int version, byte[] clientKey, int connectionId, byte[] serverKey, byte[] salt) {
        this.salt = salt;
        ByteBuffer seen =
                ByteBuffer.allocate(TRANSCRIPT_LABEL.length + 2 + 32 + 4 + 32 + SALT_LENGTH)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(TRANSCRIPT_LABEL)
                        .putShort((short) version)
                        .put(clientKey)
                        .putInt(connectionId)
                        .put(serverKey)
                        .put(salt);
        SHA256Digest digest = new SHA256Digest();
        digest.update(seen.array(), 0, seen.position());
        digest.doFinal(hash, 0);
    }

    /** What the gateway signs. */
    byte[] signedMessage() {
        return labelled(SIGNATURE_LABEL);
    }

    /**
     * The session keys, or null when the agreement is all zero. The private key is zeroed either
     * way.
     */
    @Nullable SessionKeys keys(byte[] privateKey, byte[] peerKey) {
        byte[] shared = new byte[Curves.KEY_LENGTH];
        boolean agreed = Curves.agree(privateKey, peerKey, shared);
        Arrays.fill(privateKey, (byte) 0);
        SessionKeys keys = agreed ? derive(shared) : null;
        Arrays.fill(shared, (byte) 0);
        return keys;
    }

    private SessionKeys derive(byte[] shared) {
        return SessionKeys.split(
                Hkdf.derive(shared, salt, labelled(KEYS_LABEL), 2 * Curves.KEY_LENGTH),
                Hkdf.derive(shared, salt, labelled(REKEY_LABEL), Curves.KEY_LENGTH));
    }

    private byte[] labelled(byte[] label) {
        byte[] message = Arrays.copyOf(label, label.length + hash.length);
        System.arraycopy(hash, 0, message, label.length, hash.length);
        return message;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
