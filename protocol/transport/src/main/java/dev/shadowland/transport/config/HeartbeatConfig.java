package dev.shadowland.transport.config;

import java.time.Duration;

/**
 * Pings on a connection: how often, and the silence after which it is closed.
 *
 * @param enabled always on
 */
public record HeartbeatConfig(boolean enabled, Duration interval, Duration timeout) {}
