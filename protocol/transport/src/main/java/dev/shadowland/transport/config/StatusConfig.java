package dev.shadowland.transport.config;

/** The status page: a private address and a port, 0 = any free one. */
public record StatusConfig(String host, int port) {}
