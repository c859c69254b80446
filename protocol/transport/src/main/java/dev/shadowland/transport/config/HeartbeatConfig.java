package dev.shadowland.transport.config;

import java.time.Duration;

/** Pings on a connection: whether, how often, and the silence after which it is closed. */
public record HeartbeatConfig(boolean enabled, Duration interval, Duration timeout) {}
