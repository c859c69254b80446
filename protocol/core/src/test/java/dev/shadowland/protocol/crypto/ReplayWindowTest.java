package dev.shadowland.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
    @ParameterizedTest
    @ValueSource(ints = {64, 128, 1024})
    void shouldRefuseOnBothSidesOfTheEdge(int size) {
        ReplayWindow window = new ReplayWindow(size);
        window.mark(5000);

        assertThat(window.accepts(5000)).isFalse();
        assertThat(window.accepts(5001)).isTrue();
        assertThat(window.accepts(5000 - size + 1)).isTrue();
        assertThat(window.accepts(5000 - size)).isFalse();
        window.mark(5000 - size + 1);
        assertThat(window.accepts(5000 - size + 1)).isFalse();
        window.mark(5001);
        assertThat(window.accepts(5001 - size + 1)).isTrue();
        assertThat(window.newest()).isEqualTo(5001);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 1024})
    @Timeout(value = 5, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldTakeTheHighestSequenceAtOnceWhenNothingCameBefore(int size) {
        ReplayWindow window = new ReplayWindow(size);

        window.mark(Long.MAX_VALUE);

        assertThat(window.newest()).isEqualTo(Long.MAX_VALUE);
        assertThat(window.accepts(Long.MAX_VALUE)).isFalse();
        assertThat(window.accepts(Long.MAX_VALUE - size + 1)).isTrue();
        assertThat(window.accepts(Long.MAX_VALUE - size)).isFalse();
        assertThat(window.accepts(0)).isFalse();
    }

    @Test
    @Timeout(value = 5, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldTakeTheHighestSequenceWhenItsNeighbourCameBefore() {
        ReplayWindow window = new ReplayWindow(64);
        window.mark(Long.MAX_VALUE - 3);

        window.mark(Long.MAX_VALUE);

        assertThat(window.accepts(Long.MAX_VALUE - 3)).isFalse();
        assertThat(window.accepts(Long.MAX_VALUE - 1)).isTrue();
    }

    @Test
    void shouldNotMoveWhenSequenceIsOnlyAskedFor() {
        ReplayWindow window = new ReplayWindow(64);
        window.mark(3);

        assertThat(window.accepts(1_000_000)).isTrue();

        assertThat(window.newest()).isEqualTo(3);
        assertThat(window.accepts(2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 63, 65, 100, 2048, -64})
    void shouldRefuseOddSizes(int size) {
        assertThatThrownBy(() -> new ReplayWindow(size))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
