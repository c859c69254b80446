package dev.shadowland.actors.api;

/** Why a player may not enter; {@link #code} travels to the client in EnterDenied. */
public enum DenyReason {
    /** The token cannot be read, or its signature or cluster is wrong. */
    TOKEN_INVALID(1),
    /** The token's time is over, has not come, or is longer than allowed. */
    TOKEN_EXPIRED(2),
    /** The token was used by another session before. */
    TOKEN_USED(3),
    /** The token is for another character, or the character belongs to another account. */
    WRONG_CHARACTER(4),
    /** No cell took the player in time; try again. */
    WORLD_BUSY(5),
    /** Characters cannot be loaded at the moment; try again. */
    STORE_UNAVAILABLE(6),
    /** The cell admits nobody at the moment. */
    CELL_FULL(7),
    /** A newer login of the same character came first, or the session was never in. */
    REPLACED(8);

    private final int code;

    DenyReason(int code) {
        this.code = code;
    }

    /** Number on the wire, 1..255; never reused. */
    public int code() {
        return code;
    }
}
