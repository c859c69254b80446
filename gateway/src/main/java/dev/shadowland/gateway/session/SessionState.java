package dev.shadowland.gateway.session;

/**
 * Where a session stands. It only moves down this list, but for a refused entry: then ENTERING goes
 * back to ESTABLISHED.
 */
public enum SessionState {
    /** The client showed its key; the proof of both directions is under way. */
    PROVING,
    /** Both ends proved their keys; the client is to send EnterToWorld. */
    ESTABLISHED,
    /** The control plane is asked. */
    ENTERING,
    /** An entity in the world is the client's. */
    IN_WORLD,
    /** Over; nothing follows. */
    CLOSED
}
