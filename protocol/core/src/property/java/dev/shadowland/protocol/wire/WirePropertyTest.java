package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

class WirePropertyTest {
    private static final int KINDS = 15;

    @Property(tries = 1000)
    void shouldKeepEveryUnsignedAndSignedVarInt(@ForAll int value) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[10]);
        WireWriter writer = new WireWriter().wrap(buffer, 0, 10).varUInt(value).varInt(value);
        WireReader reader = new WireReader().wrap(buffer, 0, writer.length());

        assertThat(reader.varUInt()).isEqualTo(value);
        assertThat(reader.varInt()).isEqualTo(value);
        assertThat(reader.finished()).isTrue();
        assertThat(writer.length())
                .isEqualTo(VarInt.size(value) + VarInt.size(VarInt.zigZag(value)));
    }

    @Property(tries = 500)
    void shouldReadBackAnySequenceOfWrites(
            @ForAll long seed, @ForAll @IntRange(max = 40) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[1200]);
        WireWriter writer = new WireWriter().wrap(buffer, 7, 1100);
        List<Object> expected = new ArrayList<>();
        List<Integer> kinds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(KINDS);
            kinds.add(kind);
            expected.add(write(writer, kind, random.nextLong()));
        }

        WireReader reader = new WireReader().wrap(buffer, 7, writer.length());

        for (int i = 0; i < count; i++) {
            assertThat(read(reader, kinds.get(i)))
                    .as("kind %d", kinds.get(i))
                    .isEqualTo(expected.get(i));
        }
        assertThat(reader.finished()).isTrue();
    }

    @Property(tries = 1000)
    void shouldNeverThrowAndFailWholeOnAnyBytesAndAnyReads(
            @ForAll @Size(max = 64) byte[] bytes, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        UnsafeBuffer buffer = new UnsafeBuffer(Arrays.copyOf(bytes, bytes.length + 8));
        WireReader reader = new WireReader().wrap(buffer, 0, bytes.length);
        boolean failed = false;
        for (int i = 0; i < 60; i++) {
            int before = reader.position();
            Object value =
                    random.nextInt(10) == 0
                            ? oddRead(reader, random)
                            : read(reader, random.nextInt(KINDS));
            assertThat(reader.position()).isBetween(before, bytes.length);
            assertThat(reader.remaining()).isGreaterThanOrEqualTo(0);
            assertThat(reader.failed() || !failed).as("failed for good").isTrue();
            failed = reader.failed();
            if (failed) {
                assertThat(reader.remaining()).isZero();
                assertThat(value).isIn(0L, 0.0, 0f, false, -1L, "00000000");
            }
        }
    }

    @Property(tries = 300)
    void shouldRefuseToWritePastTheSpan(@ForAll @IntRange(max = 40) int room, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[60];
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(bytes), 10, room);
        boolean thrown = false;
        while (!thrown) {
            int kind = random.nextInt(KINDS);
            int before = writer.remaining();
            try {
                write(writer, kind, random.nextLong() | 1);
            } catch (IndexOutOfBoundsException e) {
                thrown = true;
                assertThat(before).isLessThan(17);
            }
        }
        assertThat(Arrays.copyOfRange(bytes, 10 + room, 60)).containsOnly(0);
        assertThat(Arrays.copyOf(bytes, 10)).containsOnly(0);
        assertThatThrownBy(() -> writer.bytes(new byte[41]))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Property(tries = 300)
    void shouldKeepBitFieldsOfAnyWidth(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] widths = random.ints(count, 1, 33).toArray();
        int[] values = random.ints(count).toArray();
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[300]);
        buffer.setMemory(0, 300, (byte) 0xFF);
        WireWriter writer = new WireWriter().wrap(buffer, 0, 300);
        int bits = 0;
        for (int i = 0; i < count; i++) {
            writer.bits(values[i], widths[i]);
            bits += widths[i];
        }
        writer.align().u8(0xA5);

        WireReader reader = new WireReader().wrap(buffer, 0, writer.length());

        assertThat(writer.length()).isEqualTo((bits + 7) / 8 + 1);
        for (int i = 0; i < count; i++) {
            int mask = widths[i] == 32 ? -1 : (1 << widths[i]) - 1;
            assertThat(reader.bits(widths[i])).isEqualTo(values[i] & mask);
        }
        reader.align();
        assertThat(reader.u8()).isEqualTo(0xA5);
        assertThat(reader.finished()).isTrue();
    }

    private static Object write(WireWriter writer, int kind, long value) {
        int small = (int) value;
        switch (kind) {
            case 0 -> writer.u8(small);
            case 1 -> writer.u8(small);
            case 2 -> writer.u16(small);
            case 3 -> writer.u16(small);
            case 4 -> writer.u32(value);
            case 5 -> writer.u32(small);
            case 6 -> writer.i64(value);
            case 7 -> writer.f32(finite(small));
            case 8 -> writer.f64(Double.longBitsToDouble(value >>> 2));
            case 9 -> writer.varUInt(small);
            case 10 -> writer.varInt(small);
            case 11 -> writer.align().bit(small < 0);
            case 12 -> writer.align().bits(small, 13).align();
            case 13 -> writer.bytes(fourOf(small));
            default -> writer.bytes(new UnsafeBuffer(fourOf(small)), 0, 4);
        }
        return meaning(kind, value);
    }

    private static Object meaning(int kind, long value) {
        int small = (int) value;
        return switch (kind) {
            case 0 -> (long) (small & 0xFF);
            case 1 -> (long) (byte) small;
            case 2 -> (long) (small & 0xFFFF);
            case 3 -> (long) (short) small;
            case 4 -> value & 0xFFFF_FFFFL;
            case 5, 9, 10 -> (long) small;
            case 6 -> value;
            case 7 -> finite(small);
            case 8 -> Double.longBitsToDouble(value >>> 2);
            case 11 -> small < 0;
            case 12 -> (long) (small & 0x1FFF);
            default -> java.util.HexFormat.of().formatHex(fourOf(small));
        };
    }

    private static Object read(WireReader reader, int kind) {
        return switch (kind) {
            case 0 -> (long) reader.u8();
            case 1 -> (long) reader.i8();
            case 2 -> (long) reader.u16();
            case 3 -> (long) reader.i16();
            case 4 -> reader.u32();
            case 5 -> (long) reader.i32();
            case 6 -> reader.i64();
            case 7 -> reader.f32();
            case 8 -> reader.f64();
            case 9 -> (long) reader.varUInt();
            case 10 -> (long) reader.varInt();
            case 11 -> alignedBit(reader);
            case 12 -> alignedBits(reader);
            case 13 -> fourBytes(reader);
            default -> fourBytesOfBuffer(reader);
        };
    }

    private static Object oddRead(WireReader reader, SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0 -> reader.skip(random.nextInt());
            case 1 -> reader.skip(random.nextInt(20));
            case 2 -> reader.bytes(new UnsafeBuffer(new byte[1]), 0, Integer.MIN_VALUE);
            default -> reader.bits(random.nextInt(33));
        }
        return 0L;
    }

    private static boolean alignedBit(WireReader reader) {
        reader.align();
        return reader.bit();
    }

    private static long alignedBits(WireReader reader) {
        reader.align();
        int bits = reader.bits(13);
        reader.align();
        return bits;
    }

    private static String fourBytes(WireReader reader) {
        byte[] target = new byte[4];
        reader.bytes(target);
        return java.util.HexFormat.of().formatHex(target);
    }

    private static String fourBytesOfBuffer(WireReader reader) {
        byte[] target = new byte[4];
        reader.bytes(new UnsafeBuffer(target), 0, 4);
        return java.util.HexFormat.of().formatHex(target);
    }

    private static float finite(int bits) {
        return Float.intBitsToFloat(bits >>> 2);
    }

    private static byte[] fourOf(int value) {
        return new byte[] {
            (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
        };
    }
}
