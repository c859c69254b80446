package dev.shadowland.transport.config;

import dev.shadowland.protocol.crypto.AeadChoice;

import java.time.Duration;

/** The keys below {@code security} with their ranges. */
final class SecuritySection {
    /** Clients bring a cookie back for 9 s before they ask for another, WIRE-FORMAT 4. */
    private static final Duration LEAST_COOKIE_TTL = Duration.ofSeconds(10);

    /** Two seconds' worth must take what an honest datagram is decompressed to, up to 300 KB. */
    private static final int LEAST_BYTES = 256 << 10;

    private static final int MIB = 1 << 20;
    private static final int MOST_RATE = 100_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String LIMITS = "security.limits.";

    private final ConfigReader read;

    SecuritySection(ConfigReader read) {
        this.read = read;
    }

    SecurityConfig all() {
        boolean isEncrypted =
                read.onlyOn(
                        "security.end-to-end-encryption",
                        "the protocol has no unencrypted form, everything after the handshake is"
                                + " sealed");
        int replayWindow = read.integer("security.replay-window", 64, 1024);
        if (Integer.bitCount(replayWindow) != 1) {
            read.violate("security.replay-window", "must be a power of two, 64..1024");
        }
        return new SecurityConfig(
                isEncrypted,
                integrity(),
                limits(),
                rekey(),
                heartbeat(),
                read.choice("security.aead", AeadChoice.class),
                replayWindow,
                handshake(),
                new KeyFiles(
                        read.file("security.keys.identity-key-file"),
                        read.file("security.keys.certificate-file"),
                        read.file("security.keys.login-public-key-file")));
    }

    private HeartbeatConfig heartbeat() {
        HeartbeatConfig heartbeat =
                new HeartbeatConfig(
                        read.onlyOn(
                                "security.heartbeat",
                                "a gateway knows only by silence that a client is gone; without it"
                                        + " the dead would stay in the world"),
                        read.duration("security.heartbeat-interval", Duration.ofMillis(100), HOUR),
                        read.duration("security.heartbeat-timeout", Duration.ofMillis(500), HOUR));
        read.across(
                () -> {
                    if (heartbeat.timeout().compareTo(heartbeat.interval()) <= 0) {
                        read.violate(
                                "security.heartbeat-timeout",
                                "must be longer than shadowland.security.heartbeat-interval");
                    }
                });
        return heartbeat;
    }

    private HandshakeConfig handshake() {
        HandshakeConfig handshake =
                new HandshakeConfig(
                        read.integer("security.handshake.half-open-limit", 1, 1 << 20),
                        read.integer("security.handshake.half-open-per-address", 1, 1 << 20),
                        read.duration(
                                "security.handshake.cookie-ttl",
                                LEAST_COOKIE_TTL,
                                Duration.ofMinutes(1)),
                        read.duration(
                                "security.session.enter-timeout",
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(5)));
        read.across(
                () -> {
                    if (handshake.halfOpenPerAddress() > handshake.halfOpenLimit()) {
                        read.violate(
                                "security.handshake.half-open-per-address",
                                "must be at most shadowland.security.handshake.half-open-limit");
                    }
                });
        return handshake;
    }

    private RekeyConfig rekey() {
        return new RekeyConfig(
                read.bytes("security.rekey.after-bytes", MIB, 2_000_000_000),
                read.duration("security.rekey.after", Duration.ofSeconds(1), Duration.ofDays(1)));
    }

    private IntegrityConfig integrity() {
        return new IntegrityConfig(
                read.isOn("security.integrity-check"),
                read.file("security.integrity.tables"),
                read.duration("security.integrity.interval", Duration.ofSeconds(1), HOUR),
                read.duration("security.integrity.answer-timeout", Duration.ofSeconds(1), HOUR));
    }

    private LimitsConfig limits() {
        return new LimitsConfig(
                read.isOn("security.waf"),
                read.list(
                        LIMITS + "allow",
                        AddressRange::parse,
                        "must be a list of addresses or address/length"),
                read.integer(LIMITS + "connections-per-address", 1, 1 << 20),
                read.integer(LIMITS + "new-connections-per-second", 1, MOST_RATE),
                read.integer(LIMITS + "connections-per-network", 1, 1 << 20),
                read.integer(LIMITS + "new-connections-per-network-second", 1, MOST_RATE),
                read.integer(LIMITS + "datagrams-per-second", 10, MOST_RATE),
                read.bytes(LIMITS + "bytes-per-second", LEAST_BYTES, 512L * MIB),
                read.integer(LIMITS + "frames-per-second", 10, MOST_RATE),
                read.list(
                        LIMITS + "frame-types",
                        LimitsConfig.FrameLimit::parse,
                        "must be a list of type:rate, of types that reach a session: 0x0C and"
                                + " 0x20..0xFF without 0x65 and 0x67..0x69; a connection's own"
                                + " frames are limited as its datagrams"),
                read.duration(LIMITS + "tolerance", Duration.ofSeconds(1), HOUR));
    }
}
