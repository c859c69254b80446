package dev.shadowland.transport.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * Where keys lie; null where none is set. Reading them, and asking for what a role needs, is the
 * node's work.
 *
 * @param identityKey the gateway's private identity key
 * @param certificate what a root signed for it
 * @param loginPublicKey with which shards check login tokens
 */
public record KeyFiles(
        @Nullable Path identityKey, @Nullable Path certificate, @Nullable Path loginPublicKey) {}
