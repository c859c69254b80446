package dev.shadowland.protocol.compression;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * Decodes an LZ4 block (lz4_Block_format.md) of known size. Written here and not taken from a
 * library, because bytes of a peer are to reach no native code, cause no exception and no
 * allocation, and need no copy. Owned by one thread and reused.
 */
public final class Lz4Decoder {
    private static final int LEAST_MATCH = 4;
    private static final int LONG_LENGTH = 15;

    private int in;
    private int inEnd;
    private int out;
    private int outEnd;

    /**
     * Decodes a block.
     *
     * @param size bytes that the target has room for and that the block must yield
     * @return whether the block is well-formed and yields exactly that many
     */
    public boolean decode(
            DirectBuffer source,
            int offset,
            int length,
            MutableDirectBuffer target,
            int targetOffset,
            int size) {
        in = offset;
        inEnd = offset + length;
        out = targetOffset;
        outEnd = targetOffset + size;
        while (in < inEnd) {
            int token = source.getByte(in++) & 0xFF;
            int literals = length(source, token >>> 4);
            if (literals < 0 || literals > inEnd - in || literals > outEnd - out) {
                return false;
            }
            target.putBytes(out, source, in, literals);
            in += literals;
            out += literals;
            if (in == inEnd) {
                return out == outEnd;
            }
            if (!copyMatch(source, token & LONG_LENGTH, target, targetOffset)) {
                return false;
            }
        }
        return false;
    }

    /** A length in a token's half, with the bytes that continue it; -1 when it cannot be. */
    private int length(DirectBuffer source, int half) {
        int length = half;
        if (half == LONG_LENGTH) {
            int more;
            do {
                if (in == inEnd || length > outEnd - out) {
                    return -1;
                }
                more = source.getByte(in++) & 0xFF;
                length += more;
            } while (more == 0xFF);
        }
        return length;
    }

    private boolean copyMatch(
            DirectBuffer source, int half, MutableDirectBuffer target, int targetOffset) {
        if (inEnd - in < 2) {
            return false;
        }
        int distance = source.getShort(in, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        in += 2;
        int matched = length(source, half);
        if (matched < 0 || distance == 0 || distance > out - targetOffset) {
            return false;
        }
        int left = matched + LEAST_MATCH;
        if (left > outEnd - out) {
            return false;
        }
        repeat(target, distance, left);
        return true;
    }

    /**
     * Copies what was written {@code distance} bytes ago, eight at a time. What is nearer than that
     * repeats itself: once a few bytes are copied, the same is found at a multiple of the distance.
     */
    private void repeat(MutableDirectBuffer target, int distance, int length) {
        int far = distance * ((distance + Long.BYTES - 1) / distance);
        int left = length - copyBytes(target, distance, Math.min(length, far - distance));
        for (; left >= Long.BYTES; left -= Long.BYTES) {
            target.putLong(out, target.getLong(out - far));
            out += Long.BYTES;
        }
        copyBytes(target, distance, left);
    }

    private int copyBytes(MutableDirectBuffer target, int distance, int length) {
        for (int end = out + length; out < end; out++) {
            target.putByte(out, target.getByte(out - distance));
        }
        return length;
    }
}
