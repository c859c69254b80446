package dev.shadowland.protocol.handshake;

import org.jspecify.annotations.Nullable;

/** Why a server refuses a connection, as ConnectionDenied carries it. */
public enum DenyReason {
    /** Neither end speaks a version of the other. */
    UNSUPPORTED_VERSION(1),
    /** No room for more connections. */
    SERVER_FULL(2),
    /** The gateway is draining. */
    SHUTTING_DOWN(3);

    private final int code;

    DenyReason(int code) {
        this.code = code;
    }

    /** The wire code, 1..255. */
    public int code() {
        return code;
    }

    /** The reason of a wire code, null for one from a newer peer. */
    public static @Nullable DenyReason of(int code) {
        for (DenyReason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        return null;
    }
}
