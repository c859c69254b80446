package dev.shadowland.transport.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where keys lie; null where none is set. Reading them, and asking for what a role needs, is the node's work.
 *
 * @param identityKey the gateway's private identity key
 * @param certificate what a root signed for it
 * @param loginPublicKey with which shards check login tokens
 */
public record KeyFiles(@Nullable Path identityKey, @Nullable Path certificate, @Nullable Path loginPublicKey) {}
