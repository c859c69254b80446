package dev.shadowland.loadtest.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class RunPhasesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RunTimes TIMES =
            new RunTimes(Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(30));

    @Test
    void shouldMeasureFromTenSecondsAfterAllConnectedWhenAllGetIn() {
        RunPhases phases = new RunPhases(TIMES, 0);
        assertThat(phases.advance(4 * SECOND, false)).isFalse();
        assertThat(phases.advance(5 * SECOND, true)).isTrue();
        assertThat(phases.phase()).isEqualTo(RunPhases.Phase.SETTLING);
        assertThat(phases.advance(15 * SECOND - 1, true)).isFalse();
        assertThat(phases.advance(15 * SECOND, true)).isTrue();
        assertThat(phases.phase()).isEqualTo(RunPhases.Phase.MEASURING);
        assertThat(phases.advance(45 * SECOND - 1, false)).isFalse();
        assertThat(phases.advance(45 * SECOND, false)).isTrue();
        assertThat(phases.phase()).isEqualTo(RunPhases.Phase.DONE);
        assertThat(phases.rampSeconds()).isEqualTo(5);
        assertThat(phases.windowSeconds()).isEqualTo(30);
        assertThat(phases.rampComplete()).isTrue();
    }

    @Test
    void shouldMeasureAnywayWhenPatienceEnds() {
        RunPhases phases = new RunPhases(TIMES, 0);
        assertThat(phases.advance(60 * SECOND, false)).isTrue();
        assertThat(phases.rampComplete()).isFalse();
        assertThat(phases.advance(70 * SECOND, false)).isTrue();
        assertThat(phases.phase()).isEqualTo(RunPhases.Phase.MEASURING);
    }

    @Test
    void shouldMeasureUntilStoppedWhenTheWindowHasNoEnd() {
        RunPhases phases =
                new RunPhases(new RunTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO), 0);
        phases.advance(1 * SECOND, true);
        phases.advance(2 * SECOND, true);
        assertThat(phases.advance(100 * SECOND, true)).isFalse();
        phases.stop(102 * SECOND);
        assertThat(phases.windowSeconds()).isEqualTo(100);
    }

    @Test
    void shouldHaveMeasuredNothingWhenStoppedEarly() {
        RunPhases phases = new RunPhases(TIMES, 0);
        phases.advance(5 * SECOND, true);
        phases.advance(6 * SECOND, true);
        phases.stop(7 * SECOND);
        assertThat(phases.windowSeconds()).isZero();
        assertThat(phases.rampSeconds()).isEqualTo(5);
    }
}
