package dev.shadowland.transport.config;

import java.time.Duration;

/**
 * When a gateway changes a connection's keys.
 *
 * @param afterBytes bytes sent or received under one key
 * @param after age of a key
 */
public record RekeyConfig(long afterBytes, Duration after) {}
