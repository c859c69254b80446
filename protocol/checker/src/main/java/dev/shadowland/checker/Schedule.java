package dev.shadowland.checker;

import java.security.GeneralSecurityException;
import java.util.Map;

/** The key schedule of sections 5 and 13 from given private keys. */
final class Schedule {
    private Schedule() {}

    /** Transcript, both keys and S(0), or the 96 bytes of a rekey. */
    static byte[] derive(String kind, Map<?, ?> given) throws GeneralSecurityException {
        return kind.equals("rekeys") ? rekey(given) : handshake(given);
    }

    private static byte[] handshake(Map<?, ?> given) throws GeneralSecurityException {
        byte[] clientPrivate = Vectors.hex(given, "clientPrivate");
        byte[] serverKey = Crypto.publicKey(Vectors.hex(given, "serverPrivate"));
        byte[] salt = Vectors.hex(given, "salt");
        byte[] transcript =
                Plaintext.transcript(
                        Long.parseLong(Json.string(given, "version")),
                        Crypto.publicKey(clientPrivate),
                        Long.parseLong(Json.string(given, "connectionId")),
                        serverKey,
                        salt);
        byte[] shared = Crypto.agree(clientPrivate, serverKey);
        byte[] keys = Crypto.join(Crypto.ascii("shadowland keys v1"), transcript);
        byte[] secret = Crypto.join(Crypto.ascii("shadowland rekey secret v1"), transcript);
        return Crypto.join(
                transcript,
                Crypto.hkdf(shared, salt, keys, 64),
                Crypto.hkdf(shared, salt, secret, 32));
    }

    private static byte[] rekey(Map<?, ?> given) throws GeneralSecurityException {
        byte[] serverPrivate = Vectors.hex(given, "serverPrivate");
        byte[] clientKey = Crypto.publicKey(Vectors.hex(given, "clientPrivate"));
        byte[] epoch = Crypto.little(Long.parseLong(Json.string(given, "epoch")), 4);
        byte[] bodies = Crypto.join(epoch, Crypto.publicKey(serverPrivate), epoch, clientKey);
        byte[] info =
                Crypto.join(Crypto.ascii("shadowland rekey v1"), epoch, Crypto.sha256(bodies));
        byte[] secret =
                Crypto.join(Vectors.hex(given, "secret"), Crypto.agree(serverPrivate, clientKey));
        return Crypto.hkdf(secret, new byte[0], info, 96);
    }
}
