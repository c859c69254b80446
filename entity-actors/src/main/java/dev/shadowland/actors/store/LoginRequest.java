package dev.shadowland.actors.store;

/**
 * A login with a token that was checked already.
 *
 * @param character character id
 * @param account account of the token
 * @param session session that wants in
 * @param entity entity id it will have
 * @param tokenId the token's id as text
 * @param tokenExpiresAtMs end of the token's life, ms since 1970; its spent mark may go then
 * @param nowMs wall clock, ms since 1970
 */
public record LoginRequest(
        long character,
        long account,
        long session,
        int entity,
        String tokenId,
        long tokenExpiresAtMs,
        long nowMs) {}
