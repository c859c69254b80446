package dev.shadowland.loadtest.bot;

/** What a {@link TestServer} can be told to do wrong. */
enum Fault {
    /** Forgets an entity without a remove. */
    DROP_REMOVES,
    /** Keeps the entity of a player that left. */
    KEEP_LEFT,
    /** Believes that clients know an entity that they were never told of. */
    SKIP_CREATE,
    /** Leaves one step of one input out, less than the prediction corrects. */
    SKIP_STEP,
    /** Leaves a whole input out, which a healthy client corrects. */
    SKIP_INPUT,
    /** Says nothing of the viewer's own entity once it is in. */
    MUTE_OWN,
    /** Sends no snapshot, as a cell does that died and was not restored yet. */
    NO_SNAPSHOTS,
    /** Shows an old tick now and then. */
    OLD_TICK,
    /** Cuts the last byte off an update frame now and then. */
    CUT_FRAME,
    /** Puts an event that is too short into the ordered channel of each player, once. */
    SHORT_EVENT,
    /** Takes no command: as if it had never come. */
    NO_COMMANDS,
    /** Applies commands and says nothing of their results. */
    NO_RESULTS,
    /** Says nothing of the result of one command, once. */
    SKIP_RESULT,
    /** Changes a byte of a result, once. */
    OTHER_BYTES,
    /** Gives every player the same entity. */
    SAME_ENTITY,
    /** Repeats WorldEntered with another entity. */
    OTHER_ENTITY,
    /** Throws the players out once. */
    KICK
}
