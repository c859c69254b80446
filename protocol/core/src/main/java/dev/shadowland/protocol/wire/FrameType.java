package dev.shadowland.protocol.wire;

/**
 * Ids of frames: 0x00–0x1F seed control, 0x20–0x3F server packets, 0x40–0x5F client packets, 0x60
 * and up ours (seed 10). The seed's server RekeyRequest(5) = 0x25, client Pong(2) = 0x42 and
 * RekeyResponse(4) = 0x44 are aliases of the control frames 0x0D, 0x05 and 0x0E and never sent.
 */
public final class FrameType {
    // Plaintext handshake datagrams.
    public static final int CONNECT = 0x00;
    public static final int COOKIE = 0x01;
    public static final int CONNECTION_ACCEPTED = 0x02;
    public static final int CONNECTION_DENIED = 0x03;

    // Control frames, inside the seal.
    public static final int PING = 0x04;
    public static final int PONG = 0x05;
    public static final int DISCONNECT = 0x06;
    public static final int ACK = 0x07;
    public static final int FRAGMENT = 0x08;
    public static final int RELIABLE_HANDSHAKE = 0x09;
    public static final int CRYPTO_TEST = 0x0A;
    public static final int CRYPTO_TEST_ACK = 0x0B;
    public static final int CHECK_INTEGRITY = 0x0C;
    public static final int REKEY_REQUEST = 0x0D;
    public static final int REKEY_RESPONSE = 0x0E;

    // Server packets.
    public static final int BENCHMARK = 0x20;
    public static final int CREATE_ENTITY = 0x21;
    public static final int UPDATE_ENTITY = 0x22;
    public static final int REMOVE_ENTITY = 0x23;
    public static final int UPDATE_ENTITY_QUANTIZED = 0x24;
    public static final int DELTA_SYNC = 0x26;

    // Client packets.
    public static final int SYNC_ENTITY = 0x40;
    public static final int SYNC_ENTITY_QUANTIZED = 0x41;
    public static final int ENTER_TO_WORLD = 0x43;

    // Ours.
    public static final int WORLD_ENTERED = 0x60;
    public static final int ENTER_DENIED = 0x61;
    public static final int COMMAND = 0x62;
    public static final int WORLD_EVENT = 0x63;
    public static final int WORLD_RECEIPT = 0x64;
    public static final int SYMBOL_DEFINE = 0x65;
    public static final int RESYNC = 0x66;
    public static final int COMPRESSED = 0x67;
    public static final int RELIABLE_ORDERED = 0x68;
    public static final int RELIABLE_UNORDERED = 0x69;

    // Reserved for resume.
    public static final int RESUME = 0x6A;
    public static final int RESUME_TICKET = 0x6B;
    public static final int GO_AWAY = 0x6C;

    private FrameType() {}

    /** Whether the frame may be the inner one of a message. */
    public static boolean isContent(int type) {
        return !isControl(type)
                && type != COMPRESSED
                && type != RELIABLE_ORDERED
                && type != RELIABLE_UNORDERED;
    }

    /**
     * Whether frames of the type reach who is above the connection; all others are its own
     * business.
     */
    public static boolean isForSession(int type) {
        return type == CHECK_INTEGRITY || (isContent(type) && type != SYMBOL_DEFINE);
    }

    /** Whether nothing that holds such a frame is ever compressed: its size would tell of it. */
    public static boolean isSecret(int type) {
        return switch (type) {
            case CHECK_INTEGRITY,
                    REKEY_REQUEST,
                    REKEY_RESPONSE,
                    ENTER_TO_WORLD,
                    WORLD_ENTERED,
                    RESUME,
                    RESUME_TICKET ->
                    true;
            default -> false;
        };
    }

    /** Whether the frame is the connection's own business and never reaches a session. */
    public static boolean isControl(int type) {
        return type < 0x20;
    }
}
