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
        assertThat(window.skipped()).isEqualTo(20);
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
