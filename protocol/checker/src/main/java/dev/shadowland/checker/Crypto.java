package dev.shadowland.checker;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.zip.CRC32C;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The cryptography of sections 4 to 6 and 13, from the platform. */
final class Crypto {
    private static final int HEADER = 14;

    private Crypto() {}

    static long crc32c(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    static byte[] hmac(byte[] key, byte[] bytes) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(bytes);
    }

    /** RFC 5869; an empty salt is 32 zeros. */
    static byte[] hkdf(byte[] secret, byte[] salt, byte[] info, int length)
            throws GeneralSecurityException {
        byte[] key = hmac(salt.length == 0 ? new byte[32] : salt, secret);
        byte[] block = new byte[0];
        byte[] out = new byte[0];
        for (int i = 1; out.length < length; i++) {
            block = hmac(key, join(block, info, new byte[] {(byte) i}));
            out = join(out, block);
        }
        return Arrays.copyOf(out, length);
    }

    static byte[] agree(byte[] privateKey, byte[] publicKey) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("X25519");
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(
                keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey)));
        byte[] u = reversed(publicKey);
        u[0] &= 0x7F;
        agreement.doPhase(
                keys.generatePublic(
                        new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, u))),
                true);
        return agreement.generateSecret();
    }

    /** The public key of a private one: its agreement with the base point, 9. */
    static byte[] publicKey(byte[] privateKey) throws GeneralSecurityException {
        byte[] base = new byte[32];
        base[0] = 9;
        return agree(privateKey, base);
    }

    static boolean isSigned(byte[] publicKey, byte[] message, byte[] signature) {
        byte[] y = reversed(publicKey);
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7F;
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(
                                    new EdECPublicKeySpec(
                                            NamedParameterSpec.ED25519,
                                            new EdECPoint(odd, new BigInteger(1, y)))));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Plaintext of a whole sealed datagram. */
    static byte[] open(byte[] key, byte[] datagram) throws Disagreement, GeneralSecurityException {
        byte[] nonce = join(Arrays.copyOf(datagram, 4), Arrays.copyOfRange(datagram, 6, HEADER));
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "ChaCha20"),
                new IvParameterSpec(nonce));
        cipher.updateAAD(datagram, 0, HEADER);
        try {
            return cipher.doFinal(datagram, HEADER, datagram.length - HEADER);
        } catch (AEADBadTagException e) {
            throw new Disagreement(datagram.length - 16, "the tag does not match");
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] little(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >>> (8 * i));
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
