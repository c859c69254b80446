package dev.shadowland.loadtest.bot;

/** Something that a server must never do to a client. */
public enum Violation {
    /** An update of an entity that was never created for this client, or not since its removal. */
    UPDATE_BEFORE_CREATE("updateBeforeCreate"),
    /**
     * An entity stays in the picture although nobody speaks of it any more, or its player left long
     * ago.
     */
    ENTITY_NEVER_GONE("entityNeverGone"),
    /**
     * The own entity is elsewhere than predicted even after correction, or is not told of at all.
     */
    OWN_POSITION_DISAGREES("ownPositionDisagrees"),
    /** The bot is in the world and hears nothing of it, for longer than any mend takes. */
    WORLD_SILENT("worldSilent"),
    /** A later datagram shows an earlier tick. */
    TICK_WENT_BACK("tickWentBack"),
    /** Authentic bytes that do not decode. */
    MALFORMED_FRAME("malformedFrame"),
    /** A command was applied twice, not at all, out of order, or with other bytes. */
    COMMAND_NOT_EXACTLY_ONCE("commandNotExactlyOnce"),
    /** Two sessions were given the same entity at the same time. */
    DUPLICATE_ENTITY("duplicateEntity"),
    /** The server changed its mind about which entity is the client's own. */
    WRONG_OWN_ENTITY("wrongOwnEntity");

    private final String key;

    Violation(String key) {
        this.key = key;
    }

    /** Its name in reports. */
    public String key() {
        return key;
    }
}
