package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.token.LoginToken;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Where a bot gets a fresh login token from; a player gets it from the login service. */
@FunctionalInterface
public interface LoginTokenSource {
    /** A token in binary form, valid from now on for at most a minute, never used before. */
    byte[] token(BotIdentity bot, long nowMs);

    /**
     * Signs tokens itself.
     *
     * @param loginKey Ed25519 private key of the login service
     * @param random secure outside of tests
     */
    static LoginTokenSource signing(byte[] loginKey, UUID cluster, RandomGenerator random) {
        byte[] key = loginKey.clone();
        return (bot, nowMs) ->
                new LoginToken(
                                new UUID(random.nextLong(), random.nextLong()),
                                cluster,
                                bot.account(),
                                bot.character(),
                                nowMs,
                                nowMs + LoginToken.MAX_LIFETIME_MS)
                        .signed(key);
    }
}
