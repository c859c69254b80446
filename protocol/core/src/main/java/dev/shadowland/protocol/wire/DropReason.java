package dev.shadowland.protocol.wire;

/**
 * Why an inbound datagram, or a frame in one, was discarded. Counted, never logged one by one,
 * never thrown.
 */
public enum DropReason {
    /** Shorter than its form demands. */
    TOO_SHORT,
    /** Longer than 1200 bytes. */
    TOO_LONG,
    /** A combination of flags or a channel that no peer sends. */
    BAD_FLAGS,
    /** A sequence beyond what a connection can reach. */
    BAD_SEQUENCE,
    /** A plaintext datagram whose CRC32C does not match. */
    BAD_CRC,
    /** A plaintext datagram of a type that this end does not take. */
    UNEXPECTED_TYPE,
    /** A Connect below 1200 bytes: its reply could be larger than itself. */
    CONNECT_NOT_PADDED,
    /**
     * A Connect that wants a protocol version that is not spoken here; answered with
     * ConnectionDenied after its cookie.
     */
    BAD_VERSION,
    /** A cookie that is forged, for another address or key, or older than 10 s. */
    BAD_COOKIE,
    /** The throttle on Cookie replies is exhausted. */
    COOKIE_THROTTLED,
    /** The table of half-open connections is full, in total or for this address. */
    HALF_OPEN_FULL,
    /** The budget of the public-key thread is exhausted. */
    KEY_WORK_FULL,
    /** No connection has this id. */
    UNKNOWN_CONNECTION,
    /** The connection belongs to another worker's socket. */
    WRONG_WORKER,
    /** The ring to the worker that owns the connection is full. */
    FORWARD_FULL,
    /** More connections from one address than its limits allow, at a time or per second. */
    ADDRESS_LIMITED,
    /** A connection sent more datagrams or bytes than it may, or bytes that would become more. */
    RATE_LIMITED,
    /** A connection sent more frames of one type than it may. */
    FRAME_LIMITED,
    /** From an address other than that of a half-open connection. */
    WRONG_ADDRESS,
    /** Seen before, or too old for the replay window. */
    REPLAYED,
    /** The tag did not match under the key. */
    NOT_AUTHENTIC,
    /** A frame whose body does not decode. */
    MALFORMED_FRAME,
    /** A reliable message that no honest sender can have sent yet; ends the connection. */
    BEYOND_WINDOW,
    /**
     * A fragment that was here before, contradicts its set, reuses an id too soon, or is one more
     * than are kept.
     */
    FRAGMENT_REFUSED,
    /**
     * What came early finds no memory to wait in, its connection's or that of all connections; ends
     * the connection when it is reliable.
     */
    HELD_FULL,
    /** Compressed bytes that do not decode to the size that they declare, or declare too much. */
    BAD_COMPRESSION,
    /** A frame length that goes past the end of the datagram. */
    FRAME_PAST_END,
    /** A frame type that is not known; skipped, as newer peers may send it. */
    UNKNOWN_FRAME,
    /** A frame that is not allowed in the connection's state. */
    FRAME_OUT_OF_STATE,
    /** An ack for a sequence that was never sent; ends the connection. */
    ACK_OF_UNSENT,
    /** A game frame of a session whose cell has no route. */
    NO_ROUTE,
    /** A game frame that a full link to the shard refused. */
    LINK_FULL
}
