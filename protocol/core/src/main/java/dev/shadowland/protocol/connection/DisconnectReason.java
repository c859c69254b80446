package dev.shadowland.protocol.connection;

/** Why a connection ended, as Disconnect carries it. Codes are never given a new meaning. */
public enum DisconnectReason {
    /** The peer wanted to go. */
    LEFT(0),
    /** Nothing authentic was heard for the timeout; never sent. */
    TIMED_OUT(1),
    /** The peer sent authenticated nonsense. */
    PROTOCOL_ERROR(2),
    /** No EnterToWorld within its time after establishment. */
    ENTER_TIMEOUT(3),
    /** EnterToWorld was refused. */
    ENTER_DENIED(4),
    /** The same character logged in elsewhere. */
    REPLACED(5),
    /** The gateway goes away. */
    SHUTTING_DOWN(6),
    /** The world could not keep the session. */
    WORLD_LOST(7),
    /** Too many connections that did not enter. */
    SERVER_FULL(8),
    /** A reliable message was sent ten times and never acknowledged. */
    NOT_DELIVERED(9),
    /** More reliable messages waited than the send queue, or their receiver, holds. */
    QUEUE_FULL(10),
    /** The peer sent a reliable message beyond the window of its channel. */
    BEYOND_WINDOW(11),
    /** The keys could not be changed: the peer did not answer. */
    REKEY_FAILED(12),
    /** The client's program is not what it should be, or it did not answer. */
    INTEGRITY_FAILED(13),
    /** The client kept sending more than it may. */
    RATE_LIMITED(14),
    /** A code from a newer peer. */
    UNKNOWN(255);

    private final int code;

    DisconnectReason(int code) {
        this.code = code;
    }

    /** The wire code, 0..255. */
    public int code() {
        return code;
    }

    /** The reason of a wire code. */
    public static DisconnectReason of(int code) {
        for (DisconnectReason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        return UNKNOWN;
    }
}
