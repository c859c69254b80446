package dev.shadowland.protocol.crypto;

import java.util.Arrays;

/**
 * The two keys of a connection, one per direction, 32 bytes each. Zeroed by whoever made the
 * ciphers from them.
 */
public final class SessionKeys {
    private final byte[] serverToClient;
    private final byte[] clientToServer;

    private SessionKeys(byte[] serverToClient, byte[] clientToServer) {
        this.serverToClient = serverToClient;
        this.clientToServer = clientToServer;
    }

    /**
     * Splits 64 derived bytes, first half server to client (WIRE "Sequence, keys, replay"), and
     * zeroes them.
     */
    public static SessionKeys split(byte[] derived) {
        SessionKeys keys =
                new SessionKeys(
                        Arrays.copyOfRange(derived, 0, Curves.KEY_LENGTH),
                        Arrays.copyOfRange(derived, Curves.KEY_LENGTH, 2 * Curves.KEY_LENGTH));
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

    /** Zeroes both keys. */
    public void destroy() {
        Arrays.fill(serverToClient, (byte) 0);
        Arrays.fill(clientToServer, (byte) 0);
    }

    @Override
    public String toString() {
        return "SessionKeys[hidden]";
    }
}
