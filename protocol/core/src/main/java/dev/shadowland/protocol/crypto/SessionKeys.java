package dev.shadowland.protocol.crypto;

import java.util.Arrays;

/**
 * The secrets of a handshake, 32 bytes each: a key per direction, and the secret from which rekeys
 * go on. Zeroed by whoever made the ciphers from them.
 */
public final class SessionKeys {
    private final byte[] serverToClient;
    private final byte[] clientToServer;
    private final byte[] rekeySecret;

    private SessionKeys(byte[] serverToClient, byte[] clientToServer, byte[] rekeySecret) {
        this.serverToClient = serverToClient;
        this.clientToServer = clientToServer;
        this.rekeySecret = rekeySecret;
    }

    /**
     * Splits 64 derived bytes, first half server to client (WIRE "Sequence, keys, replay"), and
     * zeroes them.
     *
     * @param rekeySecret S(0), 32 bytes, kept and not copied
     */
    public static SessionKeys split(byte[] derived, byte[] rekeySecret) {
        SessionKeys keys =
                new SessionKeys(
                        Arrays.copyOfRange(derived, 0, Curves.KEY_LENGTH),
                        Arrays.copyOfRange(derived, Curves.KEY_LENGTH, 2 * Curves.KEY_LENGTH),
                        rekeySecret);
        Arrays.fill(derived, (byte) 0);
        return keys;
    }

    /** Seals at the server, opens at the client. */
    public byte[] serverToClient() {
        return serverToClient;
    }

    /** Seals at the client, opens at the server. */
    public byte[] clientToServer() {
        return clientToServer;
    }

    /** S(0), from which the first rekey derives. */
    public byte[] rekeySecret() {
        return rekeySecret;
    }

    /** Zeroes all of them. */
    public void destroy() {
        Arrays.fill(serverToClient, (byte) 0);
        Arrays.fill(clientToServer, (byte) 0);
        Arrays.fill(rekeySecret, (byte) 0);
    }

    @Override
    public String toString() {
        return "SessionKeys[hidden]";
    }
}
