package dev.shadowland.checker;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the primitives of section 2 and keeps each named value with its offset. Offsets count from
 * {@code origin}, so that those of a part are those of the whole.
 */
final class Cursor {
    private final byte[] bytes;
    private final int end;
    private final int origin;
    private final Map<String, Field> fields;
    private int at;
    private int bit;

    record Field(String value, int offset) {}

    private Cursor(byte[] bytes, int from, int end, int origin, Map<String, Field> fields) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.origin = origin;
        this.fields = fields;
    }

    static Cursor of(byte[] bytes) {
        return new Cursor(bytes, 0, bytes.length, 0, new LinkedHashMap<>());
    }

    /** The next bytes as a span of their own, with the same fields. */
    Cursor part(int length) throws Disagreement {
        int from = claim(length);
        return new Cursor(bytes, from, from + length, origin, fields);
    }

    /** Other bytes, as what was decompressed, with the same fields. */
    Cursor over(byte[] other) {
        return new Cursor(other, 0, other.length, offset(), fields);
    }

    Map<String, Field> fields() {
        return fields;
    }

    int offset() {
        return origin + at;
    }

    int left() {
        return end - at;
    }

    Disagreement wrong(String what) {
        return new Disagreement(offset(), what);
    }

    void require(boolean good, String what) throws Disagreement {
        if (!good) {
            throw wrong(what);
        }
    }

    void finish() throws Disagreement {
        require(left() == 0, left() + " bytes too many");
    }

    void put(String name, Object value, int offset) throws Disagreement {
        if (fields.put(name, new Field(value.toString(), offset)) != null) {
            throw new Disagreement(offset, name + " twice");
        }
    }

    private int claim(int length) throws Disagreement {
        require(length >= 0 && length <= left(), length + " bytes wanted, " + left() + " left");
        int from = at;
        at += length;
        return from;
    }

    long raw(int size) throws Disagreement {
        int from = claim(size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[from + i] & 0xFF);
        }
        return value;
    }

    long unsigned(String name, int size) throws Disagreement {
        int offset = offset();
        long value = raw(size);
        put(name, Long.toUnsignedString(value), offset);
        return value;
    }

    long signed(String name, int size) throws Disagreement {
        int offset = offset();
        int unused = Long.SIZE - size * Byte.SIZE;
        long value = raw(size) << unused >> unused;
        put(name, value, offset);
        return value;
    }

    double real(String name, int size) throws Disagreement {
        int offset = offset();
        long bits = raw(size);
        double value = size == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
        if (!Double.isFinite(value)) {
            throw new Disagreement(offset, name + " is not finite");
        }
        put(name, Long.toHexString(bits), offset);
        return value;
    }

    byte[] bytes(int length) throws Disagreement {
        int from = claim(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    byte[] bytes(String name, int length) throws Disagreement {
        int offset = offset();
        byte[] value = bytes(length);
        put(name, HexFormat.of().formatHex(value), offset);
        return value;
    }

    String text(String name, int length) throws Disagreement {
        int offset = offset();
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(java.nio.ByteBuffer.wrap(bytes(length)))
                            .toString();
            put(name, text, offset);
            return text;
        } catch (CharacterCodingException e) {
            throw new Disagreement(offset, name + " is no UTF-8");
        }
    }

    long varint() throws Disagreement {
        int offset = offset();
        long value = 0;
        for (int group = 0; group < 5; group++) {
            long next = raw(1);
            value |= (next & 0x7F) << (7 * group);
            if ((next & 0x80) == 0) {
                if ((next == 0 && group > 0) || value >>> 32 != 0) {
                    throw new Disagreement(offset, "a varint that is overlong or over 32 bits");
                }
                return value;
            }
        }
        throw new Disagreement(offset, "a varint with a sixth group");
    }

    long varint(String name) throws Disagreement {
        int offset = offset();
        long value = varint();
        put(name, value, offset);
        return value;
    }

    int zigzag(String name) throws Disagreement {
        int offset = offset();
        long sent = varint();
        int value = ((int) (sent >>> 1)) ^ -((int) (sent & 1));
        put(name, value, offset);
        return value;
    }

    /** Bits from the lowest up; {@link #wholeByte} ends the run. */
    int bits(int count) throws Disagreement {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (bit == 0) {
                claim(1);
            }
            value |= ((bytes[at - 1] >> bit) & 1) << i;
            bit = (bit + 1) & 7;
        }
        return value;
    }

    /** Ends a run of bits, whose unused ones are 0. */
    void wholeByte() throws Disagreement {
        require(bit == 0 || (bytes[at - 1] & 0xFF) >> bit == 0, "unused bits are not 0");
        bit = 0;
    }
}
