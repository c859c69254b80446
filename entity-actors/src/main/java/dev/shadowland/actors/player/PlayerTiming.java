package dev.shadowland.actors.player;

import java.time.Duration;

/**
 * Times of a player actor.
 *
 * @param resend how often an unanswered request to a cell is sent again: a hand-off drops buffered
 *     messages
 * @param enterLimit how long cells may take to let a player in
 * @param unknownLimit how long a cell may deny knowing an entity before it counts as gone
 * @param displaceLimit how long a new login waits for the old entity to be taken out
 * @param silenceLimit how long a cell may not answer at all before the actor stops asking;
 *     PlayerLost cleans up later
 * @param betweenLogins least time from one login of the character to the next
 */
public record PlayerTiming(
        Duration resend,
        Duration enterLimit,
        Duration unknownLimit,
        Duration displaceLimit,
        Duration silenceLimit,
        Duration betweenLogins) {
    /** 500 ms, 8 s, 10 s, 2 s, 60 s, 1 s. */
    public static final PlayerTiming DEFAULT =
            new PlayerTiming(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(1));
}
