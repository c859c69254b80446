package dev.shadowland.transport.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;

class DriverSizingTest {
    private static final int MIB = 1 << 20;

    @Test
    void shouldHoldTwoTicksOfPeakTrafficInTheWindow() {
        DriverSizing sizing = sizing(8 * MIB, 4 * MIB);

        assertThat(sizing.initialWindow()).isEqualTo(4 * MIB).isGreaterThanOrEqualTo(2 * 1_100_000);
        assertThat(sizing.sharedMemoryBytes()).isGreaterThan(10L * 3 * 8 * MIB);
    }

    @Test
    void shouldNotExceedWhatTheKernelGrantsNorHalfATerm() {
        assertThat(sizing(8 * MIB, 212_992).initialWindow()).isEqualTo(212_992);
        assertThat(sizing(MIB, 4 * MIB).initialWindow()).isEqualTo(MIB / 2);
    }

    private static DriverSizing sizing(int term, int granted) {
        return DriverSizing.of(
                LinkConfig.of(Path.of("x"), LinkMode.UDP, term, Duration.ofSeconds(1)),
                1_100_000,
                10,
                granted);
    }
}
