package dev.shadowland.transport.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BatchingIdleStrategyTest {
    private final BatchingIdleStrategy idle = new BatchingIdleStrategy(64, 1_000_000);

    @Test
    void shouldWaitLongestWhenThereIsLittle() {
        for (int i = 0; i < 10; i++) {
            idle.idle(64);
        }
        assertThat(idle.waitNs()).isEqualTo(BatchingIdleStrategy.LEAST_WAIT_NS);
        for (int i = 0; i < 10; i++) {
            idle.idle(31);
        }
        assertThat(idle.waitNs()).isEqualTo(1_000_000);
    }

    @Test
    void shouldKeepTheWaitWhenBatchesAreAboutRight() {
        idle.idle(64);
        long before = idle.waitNs();
        idle.idle(32);
        idle.idle(63);
        assertThat(idle.waitNs()).isEqualTo(before).isEqualTo(500_000);
    }

    @Test
    void shouldWaitShortestAfterABacklog() {
        idle.idle(256);
        assertThat(idle.waitNs()).isEqualTo(BatchingIdleStrategy.LEAST_WAIT_NS);
        idle.reset();
        assertThat(idle.waitNs()).isEqualTo(1_000_000);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThatThrownBy(() -> new BatchingIdleStrategy(0, 1_000_000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchingIdleStrategy(1, 99_999))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
