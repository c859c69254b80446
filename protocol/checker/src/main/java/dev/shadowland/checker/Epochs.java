package dev.shadowland.checker;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Section 13 in a recorded stream: the keys of epoch 0 and S(0) are given, and each end's private
 * keys; the keys of every later epoch are derived from what the two ends said to each other.
 */
final class Epochs {
    private static final int KEY = 32;

    private final Map<?, ?> file;
    private final List<byte[]> ofServer = new ArrayList<>();
    private final List<byte[]> ofClient = new ArrayList<>();
    private byte[] secret;
    private long requested;
    private String request = "";
    private String response = "";

    /**
     * Begins with the epoch that is given.
     *
     * @param file {@code keys}: {@code server} and {@code client}; {@code secret}; and of each
     *     later epoch, in {@code rekeys}, the private keys {@code server} and {@code client}
     */
    Epochs(Map<?, ?> file) {
        this.file = file;
        Map<?, ?> first = Json.object(file, "keys");
        ofServer.add(Vectors.hex(first, "server"));
        ofClient.add(Vectors.hex(first, "client"));
        secret = Vectors.hex(file, "secret");
    }

    /** The newest epoch that both ends have agreed on. */
    int newest() {
        return ofServer.size() - 1;
    }

    /** The key that an end seals with. */
    byte[] key(int epoch, boolean server) {
        return (server ? ofServer : ofClient).get(epoch);
    }

    /** The server asks for one epoch at a time; what it repeats may not change. */
    void onRequest(Cursor in, long epoch, String key) throws Disagreement {
        if (epoch == requested) {
            in.require(key.equals(request), "another key of a rekey");
            return;
        }
        in.require(epoch == newest() + 1L, "a rekey to epoch " + epoch);
        requested = epoch;
        request = key;
    }

    /** The client answers: its first answer makes the keys. */
    void onResponse(Cursor in, long epoch, String key)
            throws Disagreement, GeneralSecurityException {
        if (epoch == newest() && epoch > 0) {
            in.require(key.equals(response), "another key of a rekey's answer");
            return;
        }
        in.require(epoch == newest() + 1L && epoch == requested, "an answer to no rekey");
        response = key;
        derive(in, epoch);
    }

    private void derive(Cursor in, long epoch) throws Disagreement, GeneralSecurityException {
        if (!(Json.array(file, "rekeys").get(newest()) instanceof Map<?, ?> own)) {
            throw in.wrong("no private keys of epoch " + epoch);
        }
        byte[] serverKey = HexFormat.of().parseHex(request);
        byte[] clientKey = HexFormat.of().parseHex(response);
        byte[] serverPrivate = Vectors.hex(own, "server");
        byte[] clientPrivate = Vectors.hex(own, "client");
        in.require(
                Arrays.equals(serverKey, Crypto.publicKey(serverPrivate))
                        && Arrays.equals(clientKey, Crypto.publicKey(clientPrivate)),
                "keys that are not of the private ones given");
        byte[] number = Crypto.little(epoch, 4);
        byte[] said = Crypto.sha256(Crypto.join(number, serverKey, number, clientKey));
        byte[] info = Crypto.join(Crypto.ascii("shadowland rekey v1"), number, said);
        byte[] shared = Crypto.agree(clientPrivate, serverKey);
        byte[] derived = Crypto.hkdf(Crypto.join(secret, shared), new byte[0], info, 3 * KEY);
        ofServer.add(Arrays.copyOf(derived, KEY));
        ofClient.add(Arrays.copyOfRange(derived, KEY, 2 * KEY));
        secret = Arrays.copyOfRange(derived, 2 * KEY, 3 * KEY);
    }
}
