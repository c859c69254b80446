package dev.shadowland.actors.api;

/** Sends to a character's player actor wherever it runs. Delivery is at most once. */
@FunctionalInterface
public interface PlayerDirectory {
    /** Sends the request to the player actor. */
    void tell(long character, PlayerCommand.Request request);
}
