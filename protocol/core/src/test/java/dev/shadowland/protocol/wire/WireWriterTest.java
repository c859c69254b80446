package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;

class WireWriterTest {
    private final byte[] bytes = new byte[32];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    @Test
    void shouldGoBackToAPositionAndWriteAnew() {
        WireWriter writer = new WireWriter().wrap(buffer, 4, 20).u16(0x0201);
        int mark = writer.position();
        writer.i64(-1).bit(true);

        writer.reset(mark);
        writer.u8(3).bit(false).bit(true).align();

        assertThat(mark).isEqualTo(6);
        assertThat(writer.length()).isEqualTo(4);
        assertThat(writer.remaining()).isEqualTo(16);
        assertThat(HexFormat.of().formatHex(bytes, 4, 8)).isEqualTo("01020302");
    }

    @Test
    void shouldRefuseMarksOutsideOfWhatIsWritten() {
        WireWriter writer = new WireWriter().wrap(buffer, 4, 20).u16(1);

        assertThatThrownBy(() -> writer.reset(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.reset(7)).isInstanceOf(IllegalArgumentException.class);
        writer.reset(4);
        assertThat(writer.length()).isZero();
    }

    @Test
    void shouldRefuseSpansOutsideOfTheBuffer() {
        assertThatThrownBy(() -> new WireWriter().wrap(buffer, 20, 20))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new WireReader().wrap(buffer, -1, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new WireReader().wrap(buffer, 0, -1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldWriteLittleEndianAndBitsFromTheLowEnd() {
        new WireWriter()
                .wrap(buffer, 0, 32)
                .u16(0x0102)
                .u32(0x03040506L)
                .i64(0x0708090A0B0C0D0EL)
                .bits(0b101, 3)
                .bits(0b11, 2)
                .bit(true)
                .align();

        assertThat(HexFormat.of().formatHex(bytes, 0, 15))
                .isEqualTo("0201" + "06050403" + "0e0d0c0b0a090807" + "3d");
    }

    @Test
    void shouldPadWithZerosOnlyWhenShorter() {
        buffer.setMemory(0, 32, (byte) 0xEE);
        WireWriter writer = new WireWriter().wrap(buffer, 0, 32).u8(1).padTo(4).padTo(2);

        assertThat(writer.length()).isEqualTo(4);
        assertThat(HexFormat.of().formatHex(bytes, 0, 5)).isEqualTo("01000000ee");
    }

    @Test
    void shouldStartCleanWhenWrappedAgainAfterFailureAndPartialBits() {
        WireReader reader = new WireReader().wrap(buffer, 0, 1);
        assertThat(reader.bit()).isFalse();
        reader.fail();
        assertThat(reader.bits(20)).isZero();
        buffer.putByte(0, (byte) 1);

        reader.wrap(buffer, 0, 1);

        assertThat(reader.failed()).isFalse();
        assertThat(reader.bit()).isTrue();
        assertThat(reader.finished()).isTrue();
    }
}
