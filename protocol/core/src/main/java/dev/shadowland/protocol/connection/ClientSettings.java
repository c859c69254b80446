package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.handshake.ProtocolVersion;

import java.util.List;

/**
 * What a client knows before it connects.
 *
 * @param rootKeys pinned Ed25519 public keys
 * @param version protocol version to ask for
 * @param connectTimeoutNs how long the whole handshake may take
 * @param connection times of the connection after it
 */
public record ClientSettings(
        List<byte[]> rootKeys, int version, long connectTimeoutNs, ConnectionSettings connection) {
    /** The defaults with these roots: 10 s for the handshake. */
    public static ClientSettings of(List<byte[]> rootKeys) {
        return new ClientSettings(
                rootKeys, ProtocolVersion.CURRENT, 10_000_000_000L, ConnectionSettings.CLIENT);
    }
}
