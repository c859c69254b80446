package dev.shadowland.transport.link;

/** What links count. */
public enum LinkCount {
    /** Frames handed to Aeron. */
    SENT,
    /** Bytes of them. */
    SENT_BYTES,
    /** Whole frames received. */
    RECEIVED,
    /** Bytes of them. */
    RECEIVED_BYTES,
    /** Not sent: the target is no member, or this node's role does not send to it. */
    DROPPED_NOT_MEMBER,
    /** Not sent: the link is still being made, or nobody listens at the other end. */
    DROPPED_NOT_CONNECTED,
    /** Not sent: the receiver is behind by a whole window. */
    DROPPED_BACK_PRESSURE,
    /** Not sent: longer than an eighth of a term. */
    DROPPED_TOO_LONG,
    /** A publication or subscription could not be made; it is tried again a second later. */
    SETUP_FAILED,
    /** The receiver's handler threw; the frame is lost. */
    HANDLER_FAILED
}
