package dev.shadowland.protocol.handshake;

/** Versions of the wire protocol that are spoken here. */
public final class ProtocolVersion {
    /** The one that this code speaks. */
    public static final int CURRENT = 1;

    /** The oldest that a server takes. */
    public static final int OLDEST = 1;

    private ProtocolVersion() {}
}
