package dev.shadowland.shard.ingress;

/** Why a frame, or a part of one, was dropped. */
public enum DropReason {
    /** Shorter than its header, block or variable parts say. */
    MALFORMED,
    /** Another schema or version. */
    WRONG_SCHEMA,
    /** No frame that a shard takes. */
    UNKNOWN_FRAME,
    /** The cell is not on this node. */
    NOT_LOCAL,
    /** Addressed to another epoch of the cell. */
    STALE_EPOCH,
    /** The cell's inbound ring has no room. */
    RING_FULL,
    /** No player of the cell has the session. */
    UNKNOWN_SESSION,
    /** An input frame that does not read. */
    BAD_INPUT,
    /** An input beyond the queue's or the step credit's bound: marked processed, not applied. */
    INPUT_OVER_LIMIT,
    /** A command that does not read. */
    BAD_COMMAND,
    /** A command that was applied before. */
    REPEATED_COMMAND,
    /**
     * A command or receipt for a predecessor; the client sends it again when it hears of this one.
     */
    OTHER_SOURCE,
    /** A command before which another one is missing; the client sends both again. */
    COMMAND_GAP,
    /** A command of a player on its way elsewhere, or one whose client does not confirm events. */
    COMMAND_NOT_NOW,
    /** A receipt for an event that was never sent. */
    BAD_RECEIPT,
    /** A resync that was done before, or within a second of another one. */
    RESYNC_REFUSED,
    /** A viewer report that does not read. */
    BAD_REPORT,
    /** Rows of an older epoch or tick than those known. */
    STALE_ROWS,
    /** A handover that does not read. */
    BAD_HANDOVER,
    /** A handover that was taken before; acknowledged again. */
    REPEATED_HANDOVER,
    /** An acknowledgement of no handover under way. */
    STALE_HANDOVER_ACK,
    /** A player whose entity is owned elsewhere under a higher generation. */
    SUPERSEDED_ENTITY,
    /** A tick that is not after the one before. */
    STALE_TICK
}
