package dev.shadowland.loadtest.report;

/**
 * How the bots got in; not part of the measuring window.
 *
 * @param seconds from the first connection to all-connected
 * @param complete whether every bot got in before patience ended
 * @param failedAttempts logins that failed before the bot was in the world, over the whole run
 */
public record RampFigures(double seconds, boolean complete, long failedAttempts) {}
