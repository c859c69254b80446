package dev.shadowland.actors.api;

/** Why a cell does not take a player. */
public enum EnterRefusal {
    /** The cell's columns are full. */
    FULL,
    /** The load ladder's last rung: no more admissions. */
    OVERLOADED,
    /** The cell knows the same entity under a higher generation. */
    STALE_GENERATION
}
