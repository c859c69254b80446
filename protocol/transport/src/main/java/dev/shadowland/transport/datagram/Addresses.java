package dev.shadowland.transport.datagram;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * IP addresses as two longs: 128-bit IPv6 in network order, IPv4 mapped as {@code ::ffff:a.b.c.d}.
 */
public final class Addresses {
    private static final long MAPPED = 0xFFFFL << 32;

    private Addresses() {}

    /** Upper 64 bits. */
    public static long hi(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? 0 : longAt(bytes, 0);
    }

    /** Lower 64 bits. */
    public static long lo(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? MAPPED | intAt(bytes, 0) : longAt(bytes, 8);
    }

    /** True for {@code ::ffff:a.b.c.d}. */
    public static boolean isIpv4(long hi, long lo) {
        return hi == 0 && lo >>> 32 == 0xFFFFL;
    }

    /** The address as Java's type; an IPv4 one when it is mapped. Allocates. */
    public static InetAddress of(long hi, long lo) {
        byte[] bytes =
                isIpv4(hi, lo)
                        ? ByteBuffer.allocate(4).putInt((int) lo).array()
                        : ByteBuffer.allocate(16).putLong(hi).putLong(lo).array();
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are always an address", e);
        }
    }

    private static long longAt(byte[] bytes, int index) {
        return intAt(bytes, index) << 32 | intAt(bytes, index + 4);
    }

    private static long intAt(byte[] bytes, int i) {
        return (bytes[i] & 0xFFL) << 24
                | (bytes[i + 1] & 0xFFL) << 16
                | (bytes[i + 2] & 0xFFL) << 8
                | (bytes[i + 3] & 0xFFL);
    }
}
