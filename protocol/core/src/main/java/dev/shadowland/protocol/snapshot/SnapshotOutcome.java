package dev.shadowland.protocol.snapshot;

/** What {@link SnapshotReader} made of a frame. */
public enum SnapshotOutcome {
    /** All of it reached the handler. */
    APPLIED,
    /** Not a frame of snapshots; left alone. */
    NOT_SNAPSHOT,
    /** Records without a head before them in their datagram; dropped whole. */
    NO_HEAD,
    /** The body does not read to its end; dropped whole, nothing reached the handler. */
    MALFORMED
}
