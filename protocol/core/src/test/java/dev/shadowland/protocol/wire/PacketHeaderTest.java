package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;

class PacketHeaderTest {
    private static final int LENGTH = 64;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2000]);

    @Test
    void shouldStandOnTheWireAsTheSeedSays() {
        PacketHeader.write(buffer, 5, 0x04030201, 2, 0x23, 0x0F0E_0D0C_0B0A_0908L);

        byte[] bytes = new byte[PacketHeader.LENGTH];
        buffer.getBytes(5, bytes);
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("01020304" + "02" + "23" + "08090a0b0c0d0e0f");
        assertThat(PacketHeader.connectionId(buffer, 5)).isEqualTo(0x04030201);
        assertThat(PacketHeader.channel(buffer, 5)).isEqualTo(2);
        assertThat(PacketHeader.flags(buffer, 5)).isEqualTo(0x23);
        assertThat(PacketHeader.sequence(buffer, 5)).isEqualTo(0x0F0E_0D0C_0B0A_0908L);
    }

    @Test
    void shouldKeepUnsignedEnds() {
        PacketHeader.write(buffer, 0, -1, 255, 255, -1);

        assertThat(PacketHeader.connectionId(buffer, 0)).isEqualTo(-1);
        assertThat(PacketHeader.channel(buffer, 0)).isEqualTo(255);
        assertThat(PacketHeader.flags(buffer, 0)).isEqualTo(255);
        assertThat(PacketHeader.sequence(buffer, 0)).isEqualTo(-1);
    }

    @Test
    void shouldTakeExactlyTheSealedCombinationsOfFlags() {
        for (int flags = 0; flags < 256; flags++) {
            PacketHeader.write(buffer, 0, 1, 0, flags, 0);
            boolean sealed = (flags & 0x03) == 0x03 && (flags & 0x80) == 0;
            assertThat(PacketHeader.checkSealed(buffer, 0, LENGTH))
                    .as("flags %02x", flags)
                    .isEqualTo(sealed ? null : DropReason.BAD_FLAGS);
            assertThat(PacketHeader.isPlaintext(buffer, 0)).isFalse();
        }
    }

    @Test
    void shouldTakeExactlyTheThreeChannels() {
        for (int channel = 0; channel < 256; channel++) {
            PacketHeader.write(buffer, 0, 1, channel, PacketHeader.SEALED, 0);
            assertThat(PacketHeader.checkSealed(buffer, 0, LENGTH))
                    .isEqualTo(channel <= 2 ? null : DropReason.BAD_FLAGS);
        }
    }

    @Test
    void shouldRefuseLengthsOutsideOfASealedDatagram() {
        PacketHeader.write(buffer, 0, 1, 0, PacketHeader.SEALED, 0);
        for (int length = 0; length <= 1300; length++) {
            DropReason expected =
                    length < 30 ? DropReason.TOO_SHORT : length > 1200 ? DropReason.TOO_LONG : null;
            assertThat(PacketHeader.checkSealed(buffer, 0, length)).isEqualTo(expected);
        }
        assertThat(PacketHeader.MAX_PAYLOAD).isEqualTo(1170);
    }

    @Test
    void shouldRefuseSequencesThatNoPeerReaches() {
        PacketHeader.write(buffer, 0, 1, 0, PacketHeader.SEALED, Long.MIN_VALUE);
        assertThat(PacketHeader.checkSealed(buffer, 0, LENGTH)).isEqualTo(DropReason.BAD_SEQUENCE);
        PacketHeader.write(buffer, 0, 1, 0, PacketHeader.SEALED, -1);
        assertThat(PacketHeader.checkSealed(buffer, 0, LENGTH)).isEqualTo(DropReason.BAD_SEQUENCE);
        PacketHeader.write(buffer, 0, 1, 0, PacketHeader.SEALED, Long.MAX_VALUE);
        assertThat(PacketHeader.checkSealed(buffer, 0, LENGTH)).isNull();
    }

    @Test
    void shouldCallPlaintextOnlyTheHeaderOfZeros() {
        for (int at = 0; at < PacketHeader.LENGTH; at++) {
            buffer.setMemory(0, PacketHeader.LENGTH, (byte) 0);
            assertThat(PacketHeader.isPlaintext(buffer, 0)).isTrue();
            buffer.putByte(at, (byte) 1);
            assertThat(PacketHeader.isPlaintext(buffer, 0)).as("byte %d", at).isFalse();
        }
    }
}
