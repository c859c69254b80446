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
 */
public record PlayerEntry(
        long character, int entity, long generation, long session, Position position) {}
