package dev.shadowland.actors.api;

/** Why a session that was in must go. */
public enum KickReason {
    /** The same character logged in again. */
    REPLACED,
    /** The player actor does not know this session as the living one. */
    UNKNOWN_SESSION,
    /** The cell heard nothing of the session for too long. */
    LOST
}
