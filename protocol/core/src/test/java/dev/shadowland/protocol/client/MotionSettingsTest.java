package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.client.MotionSettings.Correction;
import dev.shadowland.protocol.client.MotionSettings.Timing;

import org.junit.jupiter.api.Test;

class MotionSettingsTest {
    private static final long MS = 1_000_000;

    private static MotionSettings of(Timing timing, Correction correction) {
        return new MotionSettings(true, true, true, timing, correction, 500, 0);
    }

    @Test
    void shouldHaveTheDefaultsOfTheSeed() {
        Timing timing = MotionSettings.DEFAULT.timing();
        assertThat(timing.delayNs()).isEqualTo(100 * MS);
        assertThat(timing.states()).isEqualTo(10);
        assertThat(timing.extrapolationNs()).isEqualTo(250 * MS);
        assertThat(MotionSettings.BOT.prediction()).isTrue();
        assertThat(MotionSettings.BOT.interpolation()).isFalse();
    }

    @Test
    void shouldTakeWhatIsAtTheEdges() {
        assertThat(of(new Timing(150 * MS, 10, 0), new Correction(0, 0, 1))).isNotNull();
        assertThat(of(new Timing(0, 2, 1_000 * MS), new Correction(9, 9, 2_000 * MS))).isNotNull();
        assertThat(of(new Timing(1_000 * MS, 64, 0), Correction.DEFAULT)).isNotNull();
    }

    @Test
    void shouldNameEverythingThatIsOutOfRange() {
        assertThatThrownBy(
                        () ->
                                new MotionSettings(
                                        true,
                                        true,
                                        true,
                                        new Timing(-1, 1, 1_001 * MS),
                                        new Correction(-1, Double.NaN, 0),
                                        0,
                                        Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "states 1",
                        "extrapolationNs 1001000000",
                        "delayNs -1",
                        "deadBand -1.0",
                        "snapDistance NaN",
                        "blendNs 0",
                        "maxSpeed 0.0",
                        "agreement NaN");
    }

    @Test
    void shouldRefuseADelayThatTheStatesDoNotReachBackTo() {
        assertThatThrownBy(() -> of(new Timing(151 * MS, 10, 0), Correction.DEFAULT))
                .hasMessageContaining("delayNs 151000000 for 10 states");
        assertThatThrownBy(() -> of(new Timing(1_001 * MS, 64, 0), Correction.DEFAULT))
                .hasMessageContaining("delayNs 1001000000");
        assertThatThrownBy(() -> of(Timing.DEFAULT, new Correction(5, 4, 1)))
                .hasMessageContaining("deadBand 5.0");
    }
}
