package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.SessionKeys;

/**
 * The ciphers of one end.
 *
 * @param sealing what this end sends
 * @param opening what it receives
 */
public record ConnectionKeys(Aead sealing, Aead opening) {
    /** A server's ciphers; the session keys are zeroed. */
    public static ConnectionKeys ofServer(SessionKeys keys, Aead.Provider provider) {
        ConnectionKeys made =
                new ConnectionKeys(
                        provider.forSealing(keys.serverToClient()),
                        provider.forOpening(keys.clientToServer()));
        keys.destroy();
        return made;
    }

    /** A client's ciphers; the session keys are zeroed. */
    public static ConnectionKeys ofClient(SessionKeys keys, Aead.Provider provider) {
        ConnectionKeys made =
                new ConnectionKeys(
                        provider.forSealing(keys.clientToServer()),
                        provider.forOpening(keys.serverToClient()));
        keys.destroy();
        return made;
    }
}
