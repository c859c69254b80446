package dev.shadowland.protocol.wire;

/**
 * A peer's address and UDP port as numbers: 128 bits of IPv6, IPv4 in its mapped form
 * ::ffff:a.b.c.d, so that comparing and hashing one costs no object.
 *
 * @param hi upper 64 bits
 * @param lo lower 64 bits
 * @param port 0..65535
 */
public record PeerAddress(long hi, long lo, int port) {
    /** Whether this is the address that came with a datagram. */
    public boolean is(long otherHi, long otherLo, int otherPort) {
        return lo == otherLo && port == otherPort && hi == otherHi;
    }
}
