package dev.shadowland.transport.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TickHistogramTest {
    private final TickHistogram histogram = new TickHistogram();

    @Test
    void shouldKeepCountingAcrossReadsUntilTheWindowRestarts() {
        for (int i = 1; i <= 50; i++) {
            histogram.record(i * 1_000_000L);
        }
        histogram.millis();
        for (int i = 51; i <= 100; i++) {
            histogram.record(i * 1_000_000L);
        }

        TickMillis millis = histogram.millis();

        assertThat(histogram.count()).isEqualTo(100);
        assertThat(millis.p50()).isCloseTo(50, within(1.0));
        assertThat(millis.p99()).isCloseTo(99, within(1.5));
        assertThat(millis.max()).isCloseTo(100, within(1.5));
    }

    @Test
    void shouldForgetWhenTheWindowRestarts() {
        histogram.record(5_000_000);
        histogram.restartWindow();

        assertThat(histogram.millis()).isEqualTo(TickMillis.NONE);
    }

    @Test
    void shouldClampWhatIsOutOfRange() {
        histogram.record(-1);
        histogram.record(Long.MAX_VALUE);

        assertThat(histogram.count()).isEqualTo(2);
        assertThat(histogram.millis().max()).isCloseTo(60_000, within(700.0));
    }
}
