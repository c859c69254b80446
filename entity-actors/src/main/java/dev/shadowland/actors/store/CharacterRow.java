package dev.shadowland.actors.store;

import dev.shadowland.actors.api.Position;

import org.jspecify.annotations.Nullable;

/**
 * A character as stored.
 *
 * @param character character id
 * @param account account it belongs to
 * @param loginNumber logins and rejoins so far
 * @param generation highest ownership generation that wrote the row
 * @param session the living session, 0 when none
 * @param entity entity id of that session, 0 when none
 * @param position last position, null for a character that never stood anywhere
 */
public record CharacterRow(
        long character,
        long account,
        int loginNumber,
        long generation,
        long session,
        int entity,
        @Nullable Position position) {}
