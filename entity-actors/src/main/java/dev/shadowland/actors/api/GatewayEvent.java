package dev.shadowland.actors.api;

/** What a gateway hears about its sessions. */
public sealed interface GatewayEvent extends ClusterMessage {
    /** Session the event is about. */
    long session();

    /**
     * The session's entity stands in the world (first time, again, or after a rejoin: the
     * generation tells them apart).
     *
     * @param entity entity id, 1..2^31−1
     * @param cell cell that holds it
     * @param epoch epoch of the cell
     * @param node node that runs the cell
     * @param generation ownership generation; a route with a higher one wins
     * @param position where the entity stands
     * @param tick tick at which it stood there
     */
    record Entered(
            long session,
            int entity,
            long cell,
            long epoch,
            int node,
            long generation,
            Position position,
            long tick)
            implements GatewayEvent {}

    /** The session does not get in, or not back in. */
    record Denied(long session, DenyReason reason) implements GatewayEvent {}

    /** The session was in and must be closed. */
    record Kick(long session, KickReason reason) implements GatewayEvent {}
}
