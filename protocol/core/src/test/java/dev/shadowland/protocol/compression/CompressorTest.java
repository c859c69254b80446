package dev.shadowland.protocol.compression;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;

class CompressorTest {
    private final Compressor compressor = Compressor.create();
    private final EntropyEstimate entropy = new EntropyEstimate();

    @Test
    void shouldTryOnlyAbove512Bytes() {
        assertThat(compressor.name()).isEqualTo("LZ4 (native)");
        assertThat(compressor.compress(new UnsafeBuffer(new byte[600]), 0, 512)).isZero();
        assertThat(compressor.compress(new UnsafeBuffer(new byte[600]), 0, 513)).isPositive();
        assertThat(compressor.compress(new UnsafeBuffer(new byte[65_537]), 0, 65_536)).isPositive();
        assertThat(compressor.compress(new UnsafeBuffer(new byte[65_537]), 0, 65_537)).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldLeaveNoFileOfTheNativeLibrary() throws IOException {
        try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
            assertThat(mapped.filter(line -> line.contains("/liblz4-java-")))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith(" (deleted)"));
        }
    }

    @Test
    void shouldNotTryNoise() {
        for (int seed = 0; seed < 1_000; seed++) {
            byte[] noise = new byte[513 + seed];
            new SplittableRandom(seed).nextBytes(noise);
            assertThat(entropy.canPay(new UnsafeBuffer(noise), 0, noise.length))
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    @Test
    void shouldTryTextAndRecords() {
        byte[] text =
                "the quick brown fox jumps over the lazy dog; "
                        .repeat(30)
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(entropy.canPay(new UnsafeBuffer(text), 0, text.length)).isTrue();
        byte[] records = new byte[1_024];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < records.length; i += 4) {
            records[i] = (byte) random.nextInt();
        }
        assertThat(entropy.canPay(new UnsafeBuffer(records), 0, records.length))
                .as("three of four bytes are zero")
                .isTrue();
        assertThat(entropy.canPay(new UnsafeBuffer(new byte[1]), 0, 1)).isFalse();
        assertThat(entropy.canPay(new UnsafeBuffer(new byte[0]), 0, 0)).isFalse();
    }

    /** Values that repeat and never in a row: worth a try, and not worth it. */
    @Test
    void shouldDropWhatSavesLessThanFivePercent() {
        byte[] bytes = new byte[1_000];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(100);
        }
        assertThat(entropy.canPay(new UnsafeBuffer(bytes), 0, bytes.length)).isTrue();
        assertThat(compressor.compress(new UnsafeBuffer(bytes), 0, bytes.length)).isZero();
    }

    @Test
    void shouldCompressNothingWithoutTheNativeLibrary() {
        assertThat(Compressor.none().name()).isEqualTo("none");
        assertThat(Compressor.none().compress(new UnsafeBuffer(new byte[2_000]), 0, 2_000))
                .isZero();
    }

    /** Regression: LZ4 decode without a bound. */
    @Test
    void shouldRefuseASizeAboveTheRoomBeforeItDecodes() {
        UnsafeBuffer target = new UnsafeBuffer(new byte[65_536]);
        int packed = compressor.compress(new UnsafeBuffer(new byte[4_097]), 0, 4_097);
        Expander expander = new Expander();

        assertThat(expander.expand(compressor.output(), 0, packed, target, 4_096)).isEqualTo(-1);
        assertThat(expander.expand(compressor.output(), 0, packed, target, 4_097)).isEqualTo(4_097);
        UnsafeBuffer huge = new UnsafeBuffer(new byte[] {-1, -1, -1, -1, 15, 0x10, 1});
        assertThat(expander.expand(huge, 0, 7, target, 65_536)).as("2^32 - 1").isEqualTo(-1);
    }
}
