package dev.shadowland.transport.config;

import dev.shadowland.protocol.crypto.AeadChoice;

/**
 * Protection of the client protocol. Encryption is always on.
 *
 * @param waf whether per-address and per-type limits apply
 * @param aead what seals and opens
 * @param replayWindow positions, a multiple of 64 in 64..1024
 */
public record SecurityConfig(
        boolean endToEndEncryption,
        boolean integrityCheck,
        boolean waf,
        HeartbeatConfig heartbeat,
        AeadChoice aead,
        int replayWindow,
        HandshakeConfig handshake,
        KeyFiles keys) {}
