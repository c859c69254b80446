package dev.shadowland.loadtest.bot;

/** What bots count besides violations. */
public enum BotCount {
    /** Times that a bot left the world without wanting to. */
    DISCONNECTS,
    /** Times that a bot was in the world again after that. */
    RECONNECTS,
    /** Attempts to get in that failed before the bot was in the world. */
    FAILED_ATTEMPTS,
    /** Of them: EnterToWorld was refused. */
    ENTER_DENIED,
    /** Predictions that the server's position replaced; a healthy run has few or none. */
    CORRECTIONS,
    /** Times that a bot's own entity passed from one cell to another, by its position. */
    BORDER_CROSSINGS,
    /** Inputs made. */
    INPUTS,
    /**
     * Inputs that were due and never made, because the swarm itself was late: it does not catch up.
     */
    INPUTS_LEFT_OUT,
    /** Commands given. */
    COMMANDS,
    /** Results of commands that came. */
    COMMAND_RESULTS,
    /** Snapshots received. */
    SNAPSHOTS,
    /** Bots in the world that heard nothing of it any more when the run ended. */
    SILENT_AT_END,
    /**
     * Datagrams that did not open, came twice, or were for an older connection; the network's
     * business.
     */
    DATAGRAMS_DROPPED
}
