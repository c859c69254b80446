package dev.shadowland.actors.api;

import akka.actor.typed.ActorRef;

import dev.shadowland.protocol.backplane.CellKey;

/**
 * What a PlayerActor understands: requests of gateways and cells, a cell's answers, and messages of
 * its own.
 */
public sealed interface PlayerCommand
        permits PlayerCommand.Request, PlayerCommand.Local, CellReply {

    /** From another node or from a gateway or cell of this one. */
    sealed interface Request extends PlayerCommand, ClusterMessage {}

    /** Never leaves the node; only the actor itself sends these. */
    non-sealed interface Local extends PlayerCommand {}

    /**
     * A session wants into the world. Repeating it with the same session and token is answered
     * again, changing nothing.
     *
     * @param token unchecked; the actor checks it
     * @param session session id made by the gateway worker
     * @param gatewayNode node id of the gateway, 1..8191
     * @param replyTo gets Entered, Denied and later Kick
     */
    record Enter(TokenBytes token, long session, int gatewayNode, ActorRef<GatewayEvent> replyTo)
            implements Request {}

    /**
     * The connection behind the session is gone; the character leaves the world, also when the
     * actor has forgotten it. Nothing is answered.
     *
     * @param cell that the gateway last heard from, {@code CellKey.NONE} when from none
     * @param generation of the entity there, below 0 when it heard from none
     */
    record SessionEnded(long session, long cell, long generation) implements Request {
        /** The end of a session of which nothing else is known. */
        public static SessionEnded of(long session) {
            return new SessionEnded(session, CellKey.NONE, -1);
        }
    }

    /**
     * A living session gets no snapshots: put its entity into the present owner of its cell, under
     * a higher generation. Answered by Entered, Denied (try again) or Kick (the session is not the
     * living one).
     *
     * @param cell that the gateway last heard from: where the entity is, if it still lives
     */
    record Rejoin(long session, int gatewayNode, long cell, ActorRef<GatewayEvent> replyTo)
            implements Request {}

    /**
     * A cell has taken the entity over from its neighbour. Older generations than the known one are
     * ignored.
     */
    record PlayerMoved(long cell, int entity, long generation) implements Request {}

    /** A cell heard nothing of the entity's session for 10 s. */
    record PlayerLost(long cell, int entity, long generation) implements Request {}
}
