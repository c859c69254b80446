package dev.shadowland.actors.player;

import dev.shadowland.actors.api.GatewayEvent;

/** Reaches the gateway that made a session when no reference to it is at hand. Best effort. */
@FunctionalInterface
public interface GatewayDirectory {
    /** Sends the event to the gateway named in its session id. */
    void tell(GatewayEvent event);
}
