package dev.shadowland.actors.store;

import dev.shadowland.actors.api.Position;

/**
 * A character's position to be saved, fenced by generation.
 *
 * @param character character id
 * @param generation generation under which the writer owns the entity
 * @param position where it stands
 * @param atMs wall clock of the reading, ms since 1970
 */
public record PositionSave(long character, long generation, Position position, long atMs) {}
