package dev.shadowland.actors.store;

import dev.shadowland.actors.api.Position;

import org.jspecify.annotations.Nullable;

/**
 * A session that left the world in order.
 *
 * @param character character id
 * @param session session that ended
 * @param generation highest generation of its entity
 * @param position where the entity stood, null when no cell could say
 * @param atMs wall clock, ms since 1970
 */
public record SessionEnd(
        long character, long session, long generation, @Nullable Position position, long atMs) {}
