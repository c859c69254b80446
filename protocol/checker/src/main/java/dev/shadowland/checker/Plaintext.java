package dev.shadowland.checker;

import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Section 4: the four datagrams in the clear, and section 5's signatures over them. */
final class Plaintext {
    private static final int DATAGRAM = 1200;

    private Plaintext() {}

    static void read(Cursor in, byte[] all) throws Disagreement, GeneralSecurityException {
        in.require(all.length >= 19 && all.length <= DATAGRAM, "a length of " + all.length);
        for (int i = 0; i < 14; i++) {
            in.require(in.raw(1) == 0, "the header is not zero");
        }
        int type = (int) in.unsigned("type", 1);
        Cursor body = in.part(in.left() - 4);
        switch (type) {
            case 0 -> connect(body, all.length);
            case 1 -> cookie(body);
            case 2 -> accepted(body);
            case 3 -> denied(body);
            default -> throw body.wrong("no plaintext datagram has type " + type);
        }
        body.finish();
        long crc = in.raw(4);
        in.require(crc == Crypto.crc32c(all, all.length - 4), "the CRC does not match");
    }

    private static void connect(Cursor in, int length) throws Disagreement {
        in.require(length == DATAGRAM, "a Connect of " + length + " bytes");
        in.unsigned("version", 2);
        in.bytes("clientKey", 32);
        int cookie = (int) in.unsigned("cookieLength", 1);
        in.require(cookie == 0 || cookie == 48, "a cookie of " + cookie + " bytes");
        in.bytes("cookie", cookie);
        while (in.left() > 0) {
            in.require(in.raw(1) == 0, "padding that is not zero");
        }
    }

    private static void cookie(Cursor in) throws Disagreement {
        in.bytes("clientKey", 32);
        in.bytes("cookie", 48);
    }

    private static void accepted(Cursor in) throws Disagreement, GeneralSecurityException {
        long version = in.unsigned("version", 2);
        byte[] clientKey = in.bytes("clientKey", 32);
        long connectionId = in.unsigned("connectionId", 4);
        in.require(connectionId != 0, "connectionId 0");
        byte[] serverKey = in.bytes("serverKey", 32);
        byte[] salt = in.bytes("salt", 16);
        byte[] gatewayKey = certificate(in);
        byte[] signature = in.bytes("signature", 64);
        byte[] transcript = transcript(version, clientKey, connectionId, serverKey, salt);
        byte[] signed = Crypto.join(Crypto.ascii("shadowland accepted v1"), transcript);
        in.require(Crypto.isSigned(gatewayKey, signed, signature), "the signature is not good");
    }

    static byte[] transcript(
            long version, byte[] clientKey, long connectionId, byte[] serverKey, byte[] salt)
            throws GeneralSecurityException {
        return Crypto.sha256(
                Crypto.join(
                        Crypto.ascii("shadowland transcript v1"),
                        Crypto.little(version, 2),
                        clientKey,
                        Crypto.little(connectionId, 4),
                        serverKey,
                        salt));
    }

    private static void denied(Cursor in) throws Disagreement {
        byte[] clientKey = in.bytes("clientKey", 32);
        long reason = in.unsigned("reason", 1);
        long oldest = in.unsigned("oldest", 2);
        long newest = in.unsigned("newest", 2);
        byte[] gatewayKey = certificate(in);
        byte[] signature = in.bytes("signature", 64);
        byte[] signed =
                Crypto.join(
                        Crypto.ascii("shadowland denied v1"),
                        clientKey,
                        Crypto.little(reason, 1),
                        Crypto.little(oldest, 2),
                        Crypto.little(newest, 2));
        in.require(Crypto.isSigned(gatewayKey, signed, signature), "the signature is not good");
    }

    /** Returns the gateway's key; who signed is the caller's to check, see {@link #isOfRoot}. */
    static byte[] certificate(Cursor in) throws Disagreement {
        byte[] key = in.bytes("certificate.gatewayKey", 32);
        in.signed("certificate.notBefore", 8);
        in.signed("certificate.notAfter", 8);
        in.bytes("certificate.signature", 64);
        return key;
    }

    /** Whether the root signed a certificate's 112 bytes. */
    static boolean isOfRoot(byte[] root, byte[] certificate) {
        byte[] signed =
                Crypto.join(
                        Crypto.ascii("shadowland gateway certificate v1"),
                        Arrays.copyOf(certificate, 48));
        return Crypto.isSigned(root, signed, Arrays.copyOfRange(certificate, 48, 112));
    }
}
