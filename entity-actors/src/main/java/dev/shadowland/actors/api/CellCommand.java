package dev.shadowland.actors.api;

import akka.actor.typed.ActorRef;

/**
 * What a CellActor understands: requests of player actors and of the cell starter, and messages of
 * its own node.
 */
public sealed interface CellCommand permits CellCommand.Request, CellCommand.Local {

    /** May come from any node. */
    sealed interface Request extends CellCommand, ClusterMessage {}

    /** Never leaves the node: ticks, stop, the actor's own results. */
    non-sealed interface Local extends CellCommand {}

    /**
     * Put a player into the cell. Idempotent per (entity, generation); a higher generation replaces
     * the entity in place.
     *
     * @param character character id, equals the player actor's entity id
     * @param entity entity id, 1..2^31−1
     * @param generation ownership generation of this login or rejoin
     * @param session gateway session that views the world through this entity
     * @param position where it stands; its cell is this one
     * @param isRejoin whether it was in the world all along: no cell is too full or too late for it
     * @param replyTo gets PlayerEntered or EnterRefused
     */
    record EnterPlayer(
            long character,
            int entity,
            long generation,
            long session,
            Position position,
            boolean isRejoin,
            ActorRef<CellReply> replyTo)
            implements Request {}

    /**
     * Take the player out, unless the cell knows it under a higher generation. Answered by
     * PlayerRemoved or NotOwner.
     */
    record RemovePlayer(int entity, long generation, ActorRef<CellReply> replyTo)
            implements Request {}

    /**
     * Asks whether the cell runs; starting it when it does not is sharding's part. Answered by
     * CellUp once it runs.
     */
    record PingCell(ActorRef<CellUp> replyTo) implements Request {}

    /** The cell runs on {@code node} at {@code epoch}. */
    record CellUp(long cell, long epoch, int node) implements ClusterMessage {}
}
