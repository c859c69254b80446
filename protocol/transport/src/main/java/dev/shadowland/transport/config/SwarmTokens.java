package dev.shadowland.transport.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * With what a swarm logs its bots in.
 *
 * @param loginKeyFile private login key, null when not set
 * @param rootPublicKeyFile root key that the bots pin, null when not set
 * @param firstCharacter bot n plays character firstCharacter + n
 */
public record SwarmTokens(
        @Nullable Path loginKeyFile, @Nullable Path rootPublicKeyFile, long firstCharacter) {}
