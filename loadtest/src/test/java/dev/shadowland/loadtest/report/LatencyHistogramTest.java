package dev.shadowland.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test
    void shouldTellMillisecondsWhenRecordedInNanoseconds() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int micros = 1; micros <= 10_000; micros++) {
            histogram.record(micros * 1_000L);
        }
        Percentiles millis = histogram.millis();
        assertThat(millis.p50()).isCloseTo(5, within(0.01));
        assertThat(millis.p99()).isCloseTo(9.9, within(0.02));
        assertThat(millis.p999()).isCloseTo(9.99, within(0.02));
        assertThat(millis.max()).isCloseTo(10, within(0.01));
    }

    @Test
    void shouldForgetWhatCameBeforeWhenTheWindowRestarts() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(5_000_000_000L);
        assertThat(histogram.millis().max()).isGreaterThan(4_990);
        histogram.restart();
        assertThat(histogram.millis()).isEqualTo(Percentiles.NONE);
        histogram.record(1_000_000);
        assertThat(histogram.millis().max()).isCloseTo(1, within(0.01));
        assertThat(histogram.count()).isEqualTo(1);
    }

    @Test
    void shouldStayWithinBoundsWhenDurationsAreAbsurd() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(-5);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.count()).isEqualTo(2);
        assertThat(histogram.millis().max()).isCloseTo(60_000, within(60.0));
    }
}
