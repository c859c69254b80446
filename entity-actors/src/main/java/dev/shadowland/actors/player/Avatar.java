package dev.shadowland.actors.player;

import dev.shadowland.actors.api.CellReply;

/**
 * The entity through which a session is in the world.
 *
 * @param entity entity id
 * @param generation ownership generation as far as known
 * @param cell cell that holds it as far as known
 */
record Avatar(int entity, long generation, long cell) {
    boolean is(int otherEntity, long otherGeneration) {
        return entity == otherEntity && generation == otherGeneration;
    }

    boolean isOlderThan(int otherEntity, long otherGeneration) {
        return entity == otherEntity && generation < otherGeneration;
    }

    /**
     * True when the late answer is about this entity before it moved on or was put into the same
     * cell again.
     */
    boolean supersedes(CellReply.PlayerEntered late) {
        return entity == late.entity()
                && generation > late.generation()
                && (cell == late.cell() || generation >>> 32 == late.generation() >>> 32);
    }

    Avatar movedTo(long newCell, long newGeneration) {
        return new Avatar(entity, newGeneration, newCell);
    }
}
