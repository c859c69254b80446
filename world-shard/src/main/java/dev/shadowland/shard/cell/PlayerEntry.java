package dev.shadowland.shard.cell;

import dev.shadowland.actors.api.Position;

/**
 * A player on its way into a cell.
 *
 * @param character character id
 * @param entity entity id, 1..2^31−1
 * @param generation ownership generation of this login or rejoin
 * @param session gateway session that views the world through the entity
 * @param position where it stands
 * @param isRejoin whether it was in the world all along: no cell is too full or too late for it
 */
public record PlayerEntry(
        long character,
        int entity,
        long generation,
        long session,
        Position position,
        boolean isRejoin) {
    /** One that comes into the world. */
    public PlayerEntry(
            long character, int entity, long generation, long session, Position position) {
        this(character, entity, generation, session, position, false);
    }
}
