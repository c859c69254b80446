package dev.shadowland.protocol.wire;

/**
 * Sizes and ZigZag of variable-length integers: LEB128 groups of 7 bits, at most 5 bytes (WIRE
 * "Numbers").
 */
public final class VarInt {
    /** Longest encoding of 32 bits. */
    public static final int MAX_BYTES = 5;

    private VarInt() {}

    /** Bytes that the unsigned value takes, 1..5. */
    public static int size(int value) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
    }

    /** Signed to unsigned, small magnitudes to small numbers. */
    public static int zigZag(int value) {
        return (value << 1) ^ (value >> 31);
    }

    /** Back from {@link #zigZag}. */
    public static int unZigZag(int value) {
        return (value >>> 1) ^ -(value & 1);
    }
}
