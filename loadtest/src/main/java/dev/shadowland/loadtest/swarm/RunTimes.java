package dev.shadowland.loadtest.swarm;

import java.time.Duration;

/**
 * How long the phases of a run last.
 *
 * @param rampLimit measuring begins after this even if some bot never got in
 * @param settle from all-connected to the beginning of the measuring window
 * @param window length of the measuring window; zero = until stopped
 */
public record RunTimes(Duration rampLimit, Duration settle, Duration window) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** With two minutes of patience beyond what the connect rate needs. */
    public static RunTimes of(int bots, int connectRate, Duration settle, Duration window) {
        return new RunTimes(PATIENCE.plusSeconds(bots / connectRate), settle, window);
    }
}
