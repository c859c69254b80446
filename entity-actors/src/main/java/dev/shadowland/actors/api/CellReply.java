package dev.shadowland.actors.api;

/**
 * A cell's answers to a player actor. {@code entity} and {@code generation} are those of the
 * request.
 */
public sealed interface CellReply extends PlayerCommand, ClusterMessage {

    /**
     * The player stands in the cell.
     *
     * @param node node id that ran the cell when it answered
     * @param tick tick at which the player is in
     */
    record PlayerEntered(int entity, long generation, long cell, long epoch, int node, long tick)
            implements CellReply {}

    /** The cell does not take the player. */
    record EnterRefused(int entity, long generation, long cell, EnterRefusal reason)
            implements CellReply {}

    /** The player is out; {@code position} is where it stood last. */
    record PlayerRemoved(int entity, long generation, long cell, Position position)
            implements CellReply {}

    /**
     * The cell does not hold the entity under this generation or a lower one: it moved, or the cell
     * restarted.
     */
    record NotOwner(int entity, long generation, long cell) implements CellReply {}
}
