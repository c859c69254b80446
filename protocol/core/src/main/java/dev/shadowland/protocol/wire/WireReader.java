package dev.shadowland.protocol.wire;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * A cursor that reads little-endian values from a span of a buffer that came off a wire. Owned by
 * one thread and reused. It never throws on what it reads: a value that is not there, or not
 * well-formed, sets {@link #failed} for good and yields 0, so a decoder reads all its fields and
 * asks once.
 */
public final class WireReader {
    private DirectBuffer buffer = new UnsafeBuffer(new byte[0]);
    private int start;
    private int position;
    private int end;
    private int bitByte;
    private int bitIndex;
    private boolean failed;

    /** Starts over on this span. */
    public WireReader wrap(DirectBuffer source, int offset, int length) {
        source.boundsCheck(offset, length);
        buffer = source;
        start = offset;
        position = offset;
        end = offset + length;
        bitIndex = 0;
        failed = false;
        return this;
    }

    /** The buffer behind the cursor. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Index in the buffer of the next value. */
    public int position() {
        return position;
    }

    /** Bytes not read yet. */
    public int remaining() {
        return end - position;
    }

    /** Whether any read since {@link #wrap} found nothing or nonsense. */
    public boolean failed() {
        return failed;
    }

    /** Whether every read succeeded and nothing is left over. */
    public boolean finished() {
        return !failed && position == end;
    }

    /** Marks the span as malformed, for a decoder that finds a value out of its range. */
    public void fail() {
        failed = true;
        position = end;
    }

    /**
     * The cursor with its partial byte of bits and its failure, for {@link #restore}: to look
     * ahead, or to try another reading of the same bytes. Good until the next {@link #wrap}.
     */
    public long save() {
        return position
                | (long) bitIndex << 31
                | (long) (bitByte & 0xFF) << 34
                | (failed ? 1L << 42 : 0);
    }

    /**
     * Goes back to a {@link #save}d cursor: nothing after it was read, and nothing of it failed.
     */
    public void restore(long saved) {
        int mark = (int) saved & Integer.MAX_VALUE;
        if (mark < start || mark > end) {
            throw new IllegalArgumentException("saved " + mark + " outside " + start + ".." + end);
        }
        position = mark;
        bitIndex = (int) (saved >>> 31) & 7;
        bitByte = (int) (saved >>> 34) & 0xFF;
        failed = (saved >>> 42 & 1) != 0;
    }

    public int u8() {
        int at = claim(1);
        return at < 0 ? 0 : buffer.getByte(at) & 0xFF;
    }

    public int i8() {
        return (byte) u8();
    }

    public int u16() {
        int at = claim(2);
        return at < 0 ? 0 : buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    public int i16() {
        return (short) u16();
    }

    public long u32() {
        return i32() & 0xFFFF_FFFFL;
    }

    public int i32() {
        int at = claim(4);
        return at < 0 ? 0 : buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
    }

    public long i64() {
        int at = claim(8);
        return at < 0 ? 0 : buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
    }

    public float f32() {
        return Float.intBitsToFloat(i32());
    }

    public double f64() {
        return Double.longBitsToDouble(i64());
    }

    /**
     * Unsigned 32 bits in 1..5 bytes; an overlong form, a sixth byte or bits above the 32nd fail.
     */
    public int varUInt() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int group = u8();
            boolean last = (group & 0x80) == 0;
            boolean overflows = shift == 28 && (group & 0xF0) != 0;
            boolean overlong = last && group == 0 && shift > 0;
            if (failed || overflows || overlong) {
                fail();
                return 0;
            }
            value |= (group & 0x7F) << shift;
            if (last) {
                return value;
            }
        }
        fail();
        return 0;
    }

    /** Signed 32 bits, ZigZag. */
    public int varInt() {
        return VarInt.unZigZag(varUInt());
    }

    /** Copies bytes out; on failure the target is left as it was. */
    public void bytes(byte[] target) {
        int at = claim(target.length);
        if (at >= 0) {
            buffer.getBytes(at, target);
        }
    }

    /** Copies bytes out; on failure the target is left as it was. */
    public void bytes(MutableDirectBuffer target, int offset, int length) {
        int at = claim(length);
        if (at >= 0) {
            target.putBytes(offset, buffer, at, length);
        }
    }

    /** Steps over bytes and returns where they begin in {@link #buffer}, or -1 on failure. */
    public int skip(int length) {
        return claim(length);
    }

    /** One bit, least significant first. */
    public boolean bit() {
        if (bitIndex == 0) {
            bitByte = u8();
        }
        boolean value = ((bitByte >>> bitIndex) & 1) != 0;
        bitIndex = (bitIndex + 1) & 7;
        return value && !failed;
    }

    /** {@code count} bits, 1..32, least significant first. */
    public int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= bit() ? 1 << i : 0;
        }
        return failed ? 0 : value;
    }

    /** One bit each into the first {@code count} of the target; all false when one is missing. */
    public void bits(boolean[] target, int count) {
        Objects.checkFromIndexSize(0, count, target.length);
        for (int i = 0; i < count; i++) {
            target[i] = bit();
        }
        if (failed) {
            Arrays.fill(target, 0, count, false);
        }
    }

    /** Leaves a partial byte of bits. */
    public void align() {
        bitIndex = 0;
    }

    private int claim(int length) {
        if (failed || length < 0 || length > end - position) {
            fail();
            return -1;
        }
        int at = position;
        position += length;
        return at;
    }
}
