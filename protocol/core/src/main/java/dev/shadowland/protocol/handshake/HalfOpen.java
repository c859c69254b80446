package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.wire.PeerAddress;

import org.jspecify.annotations.Nullable;

/**
 * A connection whose client showed a cookie and has not yet shown the key. Keyed by address, client
 * key and version: a repeated Connect gets the stored reply byte for byte, and one whose version
 * was changed on its way takes nothing from it. Owned by the worker's thread; the public-key thread
 * sees only the {@link KeyWork} made from it.
 */
public final class HalfOpen {
    private final PeerAddress address;
    private final byte[] clientKey;
    private final int version;
    private final int connectionId;
    private final long createdNs;
    private byte @Nullable [] reply;
    private @Nullable SessionKeys keys;

    HalfOpen(PeerAddress address, byte[] clientKey, int version, int connectionId, long createdNs) {
        this.address = address;
        this.clientKey = clientKey;
        this.version = version;
        this.connectionId = connectionId;
        this.createdNs = createdNs;
    }

    /** Where the client is. */
    public PeerAddress address() {
        return address;
    }

    /** The id that ConnectionAccepted announces; 0 when the connection is denied. */
    public int connectionId() {
        return connectionId;
    }

    /**
     * The keys, null until the public-key thread made them. Whoever makes ciphers from them
     * destroys them.
     */
    public @Nullable SessionKeys keys() {
        return keys;
    }

    byte[] clientKey() {
        return clientKey;
    }

    int version() {
        return version;
    }

    long createdNs() {
        return createdNs;
    }

    byte @Nullable [] reply() {
        return reply;
    }

    void onKeys(byte[] replyDatagram, @Nullable SessionKeys sessionKeys) {
        reply = replyDatagram;
        keys = sessionKeys;
    }

    void destroy() {
        if (keys != null) {
            keys.destroy();
        }
    }
}
