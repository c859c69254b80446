package dev.shadowland.transport.config;

/**
 * Protection of the client protocol. Encryption is always on.
 *
 * @param waf whether per-address and per-type limits apply
 * @param replayWindow positions, a multiple of 64 in 64..1024
 */
public record SecurityConfig(
        boolean endToEndEncryption,
        boolean integrityCheck,
        boolean waf,
        HeartbeatConfig heartbeat,
        int replayWindow,
        HandshakeConfig handshake,
        KeyFiles keys) {}
