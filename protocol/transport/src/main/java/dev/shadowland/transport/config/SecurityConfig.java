package dev.shadowland.transport.config;

import dev.shadowland.protocol.crypto.AeadChoice;

/**
 * Protection of the client protocol. Encryption is always on.
 *
 * @param aead what seals and opens
 * @param replayWindow positions, a power of two in 64..1024
 */
public record SecurityConfig(
        boolean endToEndEncryption,
        IntegrityConfig integrity,
        LimitsConfig limits,
        RekeyConfig rekey,
        HeartbeatConfig heartbeat,
        AeadChoice aead,
        int replayWindow,
        HandshakeConfig handshake,
        KeyFiles keys) {}
