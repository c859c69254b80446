package dev.shadowland.gateway.worker;

/** What a gateway worker counts beside drops. */
public enum WorkerCount {
    /** Clients that showed their key: a half-open connection became a session. */
    HANDSHAKES,
    /** Sessions whose both ends proved their keys. */
    ESTABLISHED,
    /** Sessions that ended, for whatever reason. */
    SESSIONS_CLOSED,
    /** Sessions that ended because the client was silent. */
    TIMED_OUT,
    /** Sessions that ended because they did not enter in time. */
    ENTER_TIMEOUTS,
    /** Sessions that were let into the world. */
    ENTERED,
    /** Sessions that ended while in the world. */
    LEFT,
    /** EnterToWorld refused by the control plane. */
    ENTER_DENIALS,
    /** Sessions refused because their character is on a map that this gateway does not know. */
    MAPS_UNKNOWN,
    /** EnterToWorld passed to the control plane. */
    ENTER_REQUESTS,
    /** Sessions that the control plane had closed. */
    KICKS,
    /** Requests to put a session that gets no snapshots into its cell again. */
    REJOIN_REQUESTS,
    /** Requests that the control plane's queue had no room for; they are repeated. */
    CONTROL_QUEUE_FULL,
    /** Inputs passed to a shard. */
    INPUTS,
    /** Commands passed to a shard. */
    COMMANDS,
    /** Receipts and resyncs passed to a shard. */
    CLIENT_REQUESTS,
    /** Events put into a client's ordered channel. */
    EVENTS,
    /** Events of a past owner, for no session, or for a full channel; their cell repeats them. */
    EVENTS_REFUSED,
    /** Reports passed to a shard. */
    VIEWER_REPORTS,
    /** Reports that a link refused; what they said goes into the next one. */
    VIEWER_REPORTS_REFUSED,
    /** Clients that seemed to be somewhere else: their new address is being validated. */
    PATH_VALIDATIONS,
    /** Challenges sent to such addresses. */
    PATH_CHALLENGES,
    /** New addresses that were not the client's, or where it did not answer in time. */
    PATHS_ABANDONED,
    /** Clients that proved to be somewhere else. */
    PATHS_MOVED,
    /** Datagrams passed to the worker that owns their connection. */
    DATAGRAMS_FORWARDED,
    /** Clients that did not show the right integrity key, or none in time. */
    INTEGRITY_FAILURES,
    /** Snapshots sent to clients. */
    SNAPSHOTS,
    /** Snapshots that did not fit their datagram or that the socket refused: reported lost. */
    SNAPSHOTS_LOST_AT_EDGE,
    /** Snapshots of a past owner. */
    SNAPSHOTS_STALE,
    /** Snapshots for a session that is not here or not in the world. */
    SNAPSHOTS_WITHOUT_SESSION,
    /** Times that a session's route went over to a new owner. */
    ROUTES_MOVED,
    /** Frames from shards that are not what the schema says. */
    BACKPLANE_MALFORMED
}
