package dev.shadowland.transport.config;

import java.time.Duration;

/**
 * Bounds of connections that are not in the world yet.
 *
 * @param halfOpenLimit half-open connections of a worker
 * @param halfOpenPerAddress of them from one client address
 * @param cookieTtl how long a cookie is good
 * @param enterTimeout how long an established connection may stay without entering
 */
public record HandshakeConfig(
        int halfOpenLimit, int halfOpenPerAddress, Duration cookieTtl, Duration enterTimeout) {}
