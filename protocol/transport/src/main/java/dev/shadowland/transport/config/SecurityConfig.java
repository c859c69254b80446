package dev.shadowland.transport.config;

/**
 * Protection of the client protocol. Encryption is always on.
 *
 * @param replayWindow positions, a multiple of 64 in 64..1024
 */
public record SecurityConfig(
        boolean endToEndEncryption,
        IntegrityConfig integrity,
        LimitsConfig limits,
        RekeyConfig rekey,
        HeartbeatConfig heartbeat,
        int replayWindow,
        HandshakeConfig handshake,
        KeyFiles keys) {}
