package dev.shadowland.protocol.reliability;

import dev.shadowland.protocol.wire.PacketHeader;

/** How a message travels. A gap in one channel never stalls another. */
public enum Channel {
    /** At most once, in any order. */
    UNRELIABLE(PacketHeader.UNRELIABLE),
    /** Exactly once while the connection lives, in the order of sending. */
    RELIABLE_ORDERED(PacketHeader.RELIABLE_ORDERED),
    /** Exactly once while the connection lives, at once when it arrives. */
    RELIABLE_UNORDERED(PacketHeader.RELIABLE_UNORDERED);

    private final int code;

    Channel(int code) {
        this.code = code;
    }

    /** The header's byte for it, 0..2. */
    public int code() {
        return code;
    }

    /** Whether loss is repaired. */
    public boolean isReliable() {
        return this != UNRELIABLE;
    }
}
