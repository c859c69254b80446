package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;

class VarIntTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        "0,00",
        "1,01",
        "127,7f",
        "128,8001",
        "16383,ff7f",
        "16384,808001",
        "2097151,ffff7f",
        "2097152,80808001",
        "268435455,ffffff7f",
        "268435456,8080808001",
        "2147483647,ffffffff07",
        "-2147483648,8080808008",
        "-1,ffffffff0f"
    })
    void shouldWriteTheShortestFormOnBothSidesOfEveryBoundary(int value, String bytes) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
        WireWriter writer = new WireWriter().wrap(buffer, 0, 8).varUInt(value);
        byte[] written = new byte[writer.length()];
        buffer.getBytes(0, written);

        assertThat(HEX.formatHex(written)).isEqualTo(bytes);
        assertThat(VarInt.size(value)).isEqualTo(written.length);
        WireReader reader = new WireReader().wrap(buffer, 0, written.length);
        assertThat(reader.varUInt()).isEqualTo(value);
        assertThat(reader.finished()).isTrue();
    }

    /** Regression: VarInt that takes a sixth byte; also overlong and overflowing forms. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "8000",
                "ff00",
                "808000",
                "80808000",
                "8080808000",
                "ffffff8000",
                "ffffffff10",
                "ffffffff1f",
                "ffffffff20",
                "ffffffff40",
                "ffffffff7f",
                "ffffffff8f00",
                "808080808001",
                "ffffffffff01",
                "ffffffffffffffffff01",
                "80",
                "ffff",
                "ffffffff",
                ""
            })
    void shouldRefuseOverlongOverflowingAndTruncatedForms(String bytes) {
        WireReader reader =
                new WireReader().wrap(new UnsafeBuffer(HEX.parseHex(bytes)), 0, bytes.length() / 2);

        assertThat(reader.varUInt()).isZero();
        assertThat(reader.failed()).isTrue();
        assertThat(reader.u8()).isZero();
        assertThat(reader.finished()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-1,1", "1,2", "-2,3", "2147483647,-2", "-2147483648,-1"})
    void shouldGiveSmallMagnitudesSmallNumbers(int signed, int unsigned) {
        assertThat(VarInt.zigZag(signed)).isEqualTo(unsigned);
        assertThat(VarInt.unZigZag(unsigned)).isEqualTo(signed);
    }

    @Test
    void shouldKnowTheSizeAtEveryPowerOfTwo() {
        for (int bits = 0; bits < 32; bits++) {
            int value = 1 << bits;
            assertThat(VarInt.size(value)).isEqualTo(bits / 7 + 1);
            assertThat(VarInt.size(value - 1)).isEqualTo(Math.max(1, (bits + 6) / 7));
        }
        assertThat(VarInt.MAX_BYTES).isEqualTo(5);
    }
}
