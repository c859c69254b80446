package dev.shadowland.transport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

class NodeClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WALL_START = 1_800_000_000L * SECOND;

    private final AtomicLong monotonic = new AtomicLong(77);
    private final AtomicLong wall = new AtomicLong(WALL_START);
    private final NodeClock clock = NodeClock.of(monotonic::get, wall::get);

    @Test
    void shouldFollowTheMonotonicClockFromTheWallClockAtStart() {
        pass(SECOND);

        assertThat(clock.nowNs()).isEqualTo(WALL_START + SECOND);
    }

    @Test
    void shouldCloseASmallOffsetAndStayThere() {
        wall.addAndGet(2_000_000);

        for (int i = 0; i < 120; i++) {
            clock.onHousekeeping();
            pass(SECOND);
        }

        assertThat(wall.get() - clock.nowNs()).isBetween(-1_000L, 1_000L);
        assertThat(clock.driftNs()).isBetween(-1_000L, 1_000L);
    }

    @Test
    void shouldStopCorrectingWhenHousekeepingStops() {
        wall.addAndGet(1_000_000);
        clock.onHousekeeping();

        pass(10_000_000 * SECOND);

        assertThat(clock.nowNs()).isEqualTo(wall.get());
    }

    @Test
    void shouldSlewSlowlyAndTellTheDriftWhenTheWallWasSetBack() {
        wall.addAndGet(-3600 * SECOND);
        long before = clock.nowNs();

        clock.onHousekeeping();
        pass(SECOND);

        assertThat(clock.nowNs() - before).isEqualTo(SECOND - SECOND / 2000);
        assertThat(clock.driftNs()).isEqualTo(-3600 * SECOND);
    }

    private void pass(long ns) {
        monotonic.addAndGet(ns);
        wall.addAndGet(ns);
    }
}
