package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

/** RFC 3720 B.4, where the checksum stands as it does on our wire. */
class Crc32cTrailerTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000,aa36918a",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,43aba862",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,4e79dd46",
        "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100,5cdb3f11",
        "01c00000000000000000000000000000140000000000040000000014000000182800000000000000"
                + "0200000000000000,563a96d9"
    })
    void shouldAppendAsRfc3720(String covered, String trailer) {
        byte[] bytes = HEX.parseHex(covered + "00000000");
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        Crc32cTrailer crc = new Crc32cTrailer();

        crc.append(buffer, 0, bytes.length - Crc32cTrailer.LENGTH);

        assertThat(HEX.formatHex(bytes)).isEqualTo(covered + trailer);
        assertThat(crc.matches(buffer, 0, bytes.length)).isTrue();
    }

    @Test
    void shouldFindEverySingleFlippedBit() {
        byte[] bytes = new byte[99];
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        Crc32cTrailer crc = new Crc32cTrailer();
        crc.append(buffer, 3, 80);
        for (int bit = 0; bit < 84 * 8; bit++) {
            bytes[3 + bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(crc.matches(buffer, 3, 84)).as("bit %d", bit).isFalse();
            bytes[3 + bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(crc.matches(buffer, 3, 84)).isTrue();
    }

    @Test
    void shouldRefuseWhenLengthIsOutsideOfADatagram() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[4000]);
        Crc32cTrailer crc = new Crc32cTrailer();
        assertThat(crc.matches(buffer, 0, 0)).isFalse();
        assertThat(crc.matches(buffer, 0, 3)).isFalse();
        assertThat(crc.matches(buffer, 0, 4)).as("nothing sums to zero").isTrue();
        assertThat(crc.matches(buffer, 0, 4000)).isFalse();
    }
}
