package dev.shadowland.transport.config;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Addresses with a common prefix, as numbers: 128 bits of IPv6, IPv4 in its mapped form.
 *
 * @param hi upper 64 bits of the prefix, zeros behind it
 * @param lo lower 64 bits
 * @param bits length of the prefix, 0..128
 */
public record AddressRange(long hi, long lo, int bits) {
    private static final long MAPPED = 0xFFFF_0000_0000L;
    private static final int MAPPED_BITS = 96;
    private static final String DOTTED = "([0-9]{1,3}\\.){3}[0-9]{1,3}";

    /** Clears what lies behind the prefix. */
    public AddressRange {
        hi &= mask(bits);
        lo &= mask(bits - Long.SIZE);
    }

    /**
     * Reads an address, or one with a prefix length: {@code 10.0.0.0/8}, {@code fd00::/8}. Names
     * are not looked up.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.contains(":") && !address.matches(DOTTED)) {
            throw new IllegalArgumentException("not an address: '" + text + "'");
        }
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        int most = bytes.length * Byte.SIZE;
        int given = slash < 0 ? most : length(text.substring(slash + 1), most, text);
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        return bytes.length == Integer.BYTES
                ? new AddressRange(
                        0, MAPPED | Integer.toUnsignedLong(numbers.getInt()), MAPPED_BITS + given)
                : new AddressRange(numbers.getLong(), numbers.getLong(), given);
    }

    private static int length(String digits, int most, String text) {
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
            throw new IllegalArgumentException(
                    "prefix length outside 0.." + most + ": '" + text + "'");
        }
        return Integer.parseInt(digits);
    }

    /** Whether the address lies in it. */
    public boolean contains(long otherHi, long otherLo) {
        return (otherHi & mask(bits)) == hi && (otherLo & mask(bits - Long.SIZE)) == lo;
    }

    /** The first {@code count} of 64 bits; none below 1, all from 64 on. */
    private static long mask(int count) {
        if (count <= 0) {
            return 0;
        }
        return count >= Long.SIZE ? -1 : -1L << (Long.SIZE - count);
    }
}
