package dev.shadowland.benchmarks.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void shouldTellTheLeastTimeThatSoManyTicksDidNotExceed() {
        Window window = new Window(120);
        for (int millis = 100; millis >= 1; millis--) {
            window.add(millis * 1_000_000L, 0, 0);
        }
        assertThat(window.millis().p50()).isEqualTo(50);
        assertThat(window.millis().p99()).isEqualTo(99);
        assertThat(window.millis().max()).isEqualTo(100);
        assertThat(window.skipped()).isZero();
    }

    /** What was not done in time must not be missing in the percentiles. */
    @Test
    void shouldCountWhatWasSkippedAmongTheTicks() {
        Window window = new Window(200);
        for (int tick = 0; tick < 197; tick++) {
            window.add(1_000_000L, 0, 0);
        }
        window.add(50_000_000L, 0, 0);
        assertThat(window.millis().p99()).isEqualTo(1);
        window.skip(40_000_000L);
        window.skip(24_000_000L);
        assertThat(window.millis().p99()).isEqualTo(24);
        assertThat(window.millis().max()).isEqualTo(50);
        assertThat(window.ran()).isEqualTo(198);
        assertThat(window.skipped()).isEqualTo(2);
    }

    @Test
    void shouldTellHowHighCellsWereOnTheLadderAndHowLong() {
        Window window = new Window(4);
        window.add(1, 0, 0);
        window.add(1, 0, 3);
        window.add(1, 0, 1);
        window.add(1, 0, 0);
        assertThat(window.highestRung()).isEqualTo(3);
        assertThat(window.easedShare()).isEqualTo(0.5);
    }

    @Test
    void shouldTellHowMuchTicksAllocatedAndHowManyDid() {
        Window window = new Window(4);
        window.add(1, 300, 0);
        window.add(1, 0, 0);
        window.add(1, 0, 0);
        assertThat(window.allocatedBytesPerTick()).isEqualTo(100);
        assertThat(window.allocating()).isEqualTo(1);
    }
}
