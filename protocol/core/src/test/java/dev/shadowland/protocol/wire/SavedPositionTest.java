package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HexFormat;

class SavedPositionTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final WireWriter writer = new WireWriter().wrap(buffer, 5, 32);

    @Test
    void shouldWriteAsIfNothingWasWrittenSinceTheSavedPosition() {
        writer.u8(1).bits(0b101, 3);
        long saved = writer.save();
        writer.bits(0b11111, 5).u32(-1).bits(-1, 13);

        writer.restore(saved);
        writer.bits(0b10, 2).align().u8(7);

        assertThat(written()).isEqualTo("011507");
    }

    @Test
    void shouldRestoreARunOfBitsThatBeganBeforeOtherBytes() {
        writer.bit(true).u16(0x2211);
        long saved = writer.save();
        writer.bit(true).bit(true);
        writer.restore(saved);
        writer.bit(false).bit(true);

        assertThat(written()).isEqualTo("051122");
    }

    @Test
    void shouldRefuseToRestoreWhatWasNotWritten() {
        writer.u32(1);
        long later = writer.save();
        writer.wrap(buffer, 5, 32);

        assertThatThrownBy(() -> writer.restore(later))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.restore(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldPatchACountThatIsKnownAtTheEnd() {
        int mark = writer.position();
        writer.u16(0).u32(0).u8(9);
        writer.patchU16(mark, 0xBEEF);
        writer.patchU32(mark + 2, 0xCAFEBABEL);

        assertThat(written()).isEqualTo("efbebebafeca09");
        assertThatThrownBy(() -> writer.patchU16(mark - 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.patchU32(mark + 4, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadAgainFromTheSavedPosition() {
        writer.u8(1).bits(0b1101, 4).align().varUInt(300);
        WireReader reader = new WireReader().wrap(buffer, 5, writer.length());
        reader.u8();
        int low = reader.bits(2);
        long saved = reader.save();
        int high = reader.bits(2);
        reader.align();
        int number = reader.varUInt();

        reader.restore(saved);

        assertThat(low).isEqualTo(0b01);
        assertThat(reader.bits(2)).isEqualTo(high).isEqualTo(0b11);
        reader.align();
        assertThat(reader.varUInt()).isEqualTo(number).isEqualTo(300);
        assertThat(reader.finished()).isTrue();
    }

    @Test
    void shouldForgetAFailureSinceTheSavedPositionAndKeepOneBefore() {
        writer.u16(0xFFFF);
        WireReader reader = new WireReader().wrap(buffer, 5, 2);
        long saved = reader.save();
        reader.u32();
        assertThat(reader.failed()).isTrue();
        long failed = reader.save();

        reader.restore(saved);
        assertThat(reader.u16()).isEqualTo(0xFFFF);
        assertThat(reader.finished()).isTrue();
        reader.restore(failed);
        assertThat(reader.failed()).isTrue();
        assertThatThrownBy(() -> reader.restore(4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reader.restore(8)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 31})
    void shouldKeepAFieldOfFlags(int count) {
        boolean[] flags = new boolean[31];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = i % 3 == 0;
        }
        writer.bits(flags, count).align();

        assertThat(writer.length()).isEqualTo((count + 7) / 8);
        boolean[] read = new boolean[31];
        new WireReader().wrap(buffer, 5, writer.length()).bits(read, count);
        assertThat(read).isEqualTo(Arrays.copyOf(Arrays.copyOf(flags, count), 31));
    }

    @Test
    void shouldReadNoFlagAtAllWhenOneIsMissing() {
        writer.u8(0xFF);
        boolean[] read = new boolean[9];
        WireReader reader = new WireReader().wrap(buffer, 5, 1);
        reader.bits(read, 9);

        assertThat(reader.failed()).isTrue();
        assertThat(read).containsOnly(false);
        assertThatThrownBy(() -> writer.bits(read, 10))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private String written() {
        return HexFormat.of().formatHex(buffer.byteArray(), 5, 5 + writer.length());
    }
}
