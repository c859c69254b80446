package dev.shadowland.protocol.wire;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A cursor that writes little-endian values into a span of a buffer. Owned by one thread and
 * reused. Writing past the span is the caller's mistake and throws {@link
 * IndexOutOfBoundsException}: ask {@link #remaining} first.
 */
public final class WireWriter {
    private MutableDirectBuffer buffer = new UnsafeBuffer(new byte[0]);
    private int start;
    private int position;
    private int end;
    private int bitByte;
    private int bitIndex;

    /** Starts over on this span. */
    public WireWriter wrap(MutableDirectBuffer target, int offset, int length) {
        target.boundsCheck(offset, length);
        buffer = target;
        start = offset;
        position = offset;
        end = offset + length;
        bitIndex = 0;
        return this;
    }

    /** The buffer behind the cursor. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Index in the buffer where the next value goes. */
    public int position() {
        return position;
    }

    /** Bytes written since {@link #wrap}. */
    public int length() {
        return position - start;
    }

    /** Bytes that still fit. */
    public int remaining() {
        return end - position;
    }

    /** Goes back to a {@link #position} taken earlier: what came after it was not written. */
    public void reset(int mark) {
        if (mark < start || mark > position) {
            throw new IllegalArgumentException(
                    "mark " + mark + " outside " + start + ".." + position);
        }
        position = mark;
        bitIndex = 0;
    }

    /**
     * The cursor with its partial byte of bits, for {@link #restore}. Good until the next {@link
     * #wrap}.
     */
    public long save() {
        long back = bitIndex == 0 ? 0 : position - bitByte;
        return position | (long) bitIndex << 31 | back << 34;
    }

    /** Goes back to a {@link #save}d cursor: nothing after it was written, bits included. */
    public void restore(long saved) {
        int mark = (int) saved & Integer.MAX_VALUE;
        int bits = (int) (saved >>> 31) & 7;
        int bitsAt = mark - (int) (saved >>> 34);
        if (mark < start || mark > position || bitsAt < start) {
            throw new IllegalArgumentException(
                    "saved " + mark + " outside " + start + ".." + position);
        }
        position = mark;
        bitIndex = bits;
        bitByte = bitsAt;
        if (bits != 0) {
            buffer.putByte(bitsAt, (byte) (buffer.getByte(bitsAt) & (1 << bits) - 1));
        }
    }

    /** Puts a u16 into bytes written before, as for a count that is known at the end. */
    public void patchU16(int mark, int value) {
        requireWritten(mark, 2);
        buffer.putShort(mark, (short) value, ByteOrder.LITTLE_ENDIAN);
    }

    /** Puts a u32 into bytes written before. */
    public void patchU32(int mark, long value) {
        requireWritten(mark, 4);
        buffer.putInt(mark, (int) value, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Takes so many bytes, which the caller fills through {@link #buffer}: one check for many
     * values.
     *
     * @return index of the first of them
     */
    public int reserve(int bytes) {
        return claim(bytes);
    }

    public WireWriter u8(int value) {
        buffer.putByte(claim(1), (byte) value);
        return this;
    }

    /** Also for i16: the low 16 bits. */
    public WireWriter u16(int value) {
        buffer.putShort(claim(2), (short) value, ByteOrder.LITTLE_ENDIAN);
        return this;
    }

    /** Also for i32: the low 32 bits. */
    public WireWriter u32(long value) {
        buffer.putInt(claim(4), (int) value, ByteOrder.LITTLE_ENDIAN);
        return this;
    }

    public WireWriter i64(long value) {
        buffer.putLong(claim(8), value, ByteOrder.LITTLE_ENDIAN);
        return this;
    }

    public WireWriter f32(float value) {
        return u32(Float.floatToRawIntBits(value));
    }

    public WireWriter f64(double value) {
        return i64(Double.doubleToRawLongBits(value));
    }

    /** Unsigned 32 bits in 1..5 bytes. */
    public WireWriter varUInt(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            u8((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        return u8(rest);
    }

    /** Signed 32 bits, ZigZag. */
    public WireWriter varInt(int value) {
        return varUInt(VarInt.zigZag(value));
    }

    public WireWriter bytes(byte[] source) {
        return bytes(source, 0, source.length);
    }

    public WireWriter bytes(byte[] source, int offset, int length) {
        buffer.putBytes(claim(length), source, offset, length);
        return this;
    }

    public WireWriter bytes(DirectBuffer source, int offset, int length) {
        buffer.putBytes(claim(length), source, offset, length);
        return this;
    }

    /** Fills up with zero bytes until {@link #length} is the given one. */
    public WireWriter padTo(int length) {
        int missing = length - length();
        if (missing > 0) {
            buffer.setMemory(claim(missing), missing, (byte) 0);
        }
        return this;
    }

    /**
     * One bit, least significant first; a run of bits ends at {@link #align} or with a whole-byte
     * value begun elsewhere.
     */
    public WireWriter bit(boolean value) {
        if (bitIndex == 0) {
            bitByte = claim(1);
            buffer.putByte(bitByte, (byte) 0);
        }
        if (value) {
            buffer.putByte(bitByte, (byte) (buffer.getByte(bitByte) | (1 << bitIndex)));
        }
        bitIndex = (bitIndex + 1) & 7;
        return this;
    }

    /** The low {@code count} bits of the value, 1..32. */
    public WireWriter bits(int value, int count) {
        for (int i = 0; i < count; i++) {
            bit(((value >>> i) & 1) != 0);
        }
        return this;
    }

    /** The first {@code count} of the values, one bit each. */
    public WireWriter bits(boolean[] values, int count) {
        Objects.checkFromIndexSize(0, count, values.length);
        for (int i = 0; i < count; i++) {
            bit(values[i]);
        }
        return this;
    }

    /** Closes a partial byte of bits. */
    public WireWriter align() {
        bitIndex = 0;
        return this;
    }

    private void requireWritten(int mark, int length) {
        if (mark < start || mark > position - length) {
            throw new IllegalArgumentException(
                    "patch at " + mark + " outside " + start + ".." + position);
        }
    }

    private int claim(int length) {
        if (length > end - position) {
            throw new IndexOutOfBoundsException(
                    "write of " + length + " bytes with " + (end - position) + " left");
        }
        int at = position;
        position += length;
        return at;
    }
}
