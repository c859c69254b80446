package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ServerClockTest {
    private static final long MS = 1_000_000;
    private static final long SECOND_NS = 1_000 * MS;
    private static final long ORIGIN_NS = 77_777_777_777_777L;

    private final ServerClock clock = new ServerClock(60);

    /** A snapshot of the tick arrives so many milliseconds after it. */
    private void arrive(long tick, long delayMs) {
        clock.onSnapshot(tick, atNs(tick) + delayMs * MS);
    }

    private static long atNs(long tick) {
        return atNs((double) tick);
    }

    private static long atNs(double tick) {
        return ORIGIN_NS + Math.round(tick * 1e9 / 60);
    }

    /** Milliseconds by which the clock is behind the server's at that tick. */
    private double behindMs(double tick) {
        return (tick - clock.ticks(0)) * 1_000 / 60;
    }

    /** Frames and snapshots of ten seconds, each snapshot with 30 ms and some more. */
    private void run(long from, long until, int leastMs, int mostMs) {
        for (long tick = from; tick < until; tick++) {
            arrive(tick - 12, leastMs + tick * 7_919 % (mostMs - leastMs + 1));
            clock.advance(atNs(tick));
        }
    }

    @Test
    void shouldNotRunBeforeTheFirstSnapshot() {
        clock.advance(5);
        assertThat(clock.isRunning()).isFalse();
        assertThatThrownBy(() -> new ServerClock(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeBehindByTheLeastDelayWhenItJitters() {
        run(1_000, 2_000, 30, 90);
        assertThat(behindMs(1_999)).isCloseTo(30, within(2.0));
        assertThat(clock.jumps()).isZero();
        assertThat((clock.ticks(100 * MS) - clock.ticks(0)) / 60).isCloseTo(-0.1, within(1e-9));
    }

    @Test
    void shouldTakeToALongerPathWithoutRunningBack() {
        run(1_000, 2_000, 30, 40);
        double before = clock.ticks(0);
        for (long tick = 2_000; tick < 2_600; tick++) {
            arrive(tick - 12, 110 + tick % 10);
            clock.advance(atNs(tick));
            assertThat(clock.ticks(0) - before).isBetween(0.899, 1.101);
            before = clock.ticks(0);
        }
        assertThat(behindMs(2_599)).isCloseTo(110, within(2.0));
    }

    @Test
    void shouldTakeToAShorterPathATenthFaster() {
        run(1_000, 2_000, 110, 120);
        double before = clock.ticks(0);
        for (long tick = 2_000; tick < 2_060; tick++) {
            arrive(tick - 12, 30);
            clock.advance(atNs(tick));
            assertThat(clock.ticks(0) - before).isBetween(0.999, 1.101);
            before = clock.ticks(0);
        }
        assertThat(behindMs(2_059)).isCloseTo(30, within(1.0));
        assertThat(clock.jumps()).isZero();
    }

    @Test
    void shouldJumpForwardWhenItIsFarBehind() {
        run(1_000, 1_100, 900, 900);
        arrive(1_100, 30);
        clock.advance(atNs(1_102));
        assertThat(behindMs(1_102)).isCloseTo(30, within(0.1));
        assertThat(clock.jumps()).isOne();
    }

    @Test
    void shouldStandWhenItIsFarAhead() {
        run(1_000, 1_500, 30, 30);
        double stood = 0;
        for (long tick = 1_500; tick < 2_400; tick++) {
            double before = clock.ticks(0);
            arrive(tick - 60, 1_030);
            clock.advance(atNs(tick));
            stood += clock.ticks(0) == before ? 1 : 0;
            assertThat(clock.ticks(0)).isGreaterThanOrEqualTo(before);
        }
        assertThat(stood).isBetween(40.0, 50.0);
        assertThat(behindMs(2_399)).isCloseTo(1_030, within(1.0));
    }

    @Test
    void shouldFollowAServerThatRunsSlower() {
        for (long tick = 1_000; tick < 61_000; tick++) {
            clock.onSnapshot(tick, atNs(tick * 1.0005) + 30 * MS);
            clock.advance(atNs(tick * 1.0005) + 30 * MS);
            assertThat(clock.ticks(0) - tick).as("at %d", tick).isBetween(-0.01, 0.15);
        }
    }

    @Test
    void shouldNotRunBackWhenTheCallersTimeDoes() {
        run(1_000, 1_100, 30, 30);
        double before = clock.ticks(0);
        clock.advance(atNs(1_099) - SECOND_NS);
        assertThat(clock.ticks(0)).isEqualTo(before);
        clock.advance(atNs(1_100));
        assertThat(clock.ticks(0) - before).isCloseTo(1, within(0.001));
    }
}
