package dev.shadowland.protocol.handshake;

/**
 * Bounds of a server's half of the handshake, per worker.
 *
 * @param cookieLifetimeMs how long a cookie holds (seed: 10 s)
 * @param halfOpenLifetimeMs how long an accepted connection may take to prove its key (10 s)
 * @param maxHalfOpen half-open connections in total
 * @param maxHalfOpenPerAddress half-open connections of one IP address
 * @param cookieRepliesPerSecond Cookie datagrams sent in total
 * @param cookieRepliesPerPrefixPerSecond Cookie datagrams to one hashed prefix (IPv4 /32, IPv6 /64)
 */
public record HandshakeSettings(
        long cookieLifetimeMs,
        long halfOpenLifetimeMs,
        int maxHalfOpen,
        int maxHalfOpenPerAddress,
        int cookieRepliesPerSecond,
        int cookieRepliesPerPrefixPerSecond) {
    /** The defaults; loopback swarms come from one address, so the bounds per address are wide. */
    public static final HandshakeSettings DEFAULT =
            new HandshakeSettings(10_000, 10_000, 4096, 1024, 50_000, 5_000);
}
