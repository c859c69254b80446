package dev.shadowland.protocol.congestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.reliability.Resends;
import dev.shadowland.protocol.reliability.RttEstimator;

import org.junit.jupiter.api.Test;

class SendBudgetTest {
    private static final long MS = 1_000_000;
    private static final int START = 96 * 1024;

    private final RttEstimator rtt = new RttEstimator(Resends.DEFAULT.firstTimeoutNs());
    private final SendBudget budget = new SendBudget(rtt, START, 512 * 1024, 0);
    private long nowNs;
    private long sequence;

    /** A full snapshot at 60 Hz is never short of its budget from the first tick on. */
    @Test
    void shouldAllowAFullSnapshotAtSixtyHertz() {
        rtt.onSample(50 * MS);
        for (int tick = 0; tick < 600; tick++) {
            budget.fill(false, nowNs);
            assertThat(budget.forCaller()).isGreaterThanOrEqualTo(1_100);
            tick(1_200);
        }
        assertThat(budget.bytesPerSecond()).as("half used: it may grow").isGreaterThan(START);
    }

    @Test
    void shouldGrowByADatagramPerRoundTripUpToTheCeiling() {
        rtt.onSample(100 * MS);
        int before = budget.bytesPerSecond();
        for (int i = 0; i < 10; i++) {
            budget.onSent(sequence++, 0, 2_000);
        }
        nowNs += 100 * MS;
        budget.onAcked(sequence - 1, nowNs);
        assertThat(budget.bytesPerSecond()).isEqualTo(before + 12_000);
        for (int i = 0; i < 60_000; i++) {
            budget.onSent(sequence++, 0, 100_000);
            nowNs += 16 * MS;
            budget.onAcked(sequence - 1, nowNs);
        }
        assertThat(budget.bytesPerSecond()).isEqualTo(512 * 1024);
    }

    @Test
    void shouldNotGrowWhenLittleIsUsed() {
        rtt.onSample(50 * MS);
        for (int i = 0; i < 100; i++) {
            tick(200);
        }
        assertThat(budget.bytesPerSecond()).isEqualTo(START);
    }

    @Test
    void shouldCutOncePerRoundTrip() {
        for (int i = 0; i < 10; i++) {
            budget.onSent(sequence++, 0, 1_000);
        }
        for (long lost = 0; lost < 10; lost++) {
            budget.onLost(lost);
        }
        assertThat(budget.bytesPerSecond()).isEqualTo((int) (START * 0.7));
        budget.onSent(sequence++, 0, 1_000);
        budget.onLost(sequence - 1);
        assertThat(budget.bytesPerSecond()).isEqualTo((int) (START * 0.7 * 0.7));
    }

    @Test
    void shouldTakeACutBackWhenItsDatagramWasOnlyLate() {
        budget.onSent(sequence++, 0, 1_000);
        budget.onSent(sequence++, 0, 1_000);
        budget.onLost(0);
        budget.onAckedLate(1);
        assertThat(budget.bytesPerSecond()).isEqualTo((int) (START * 0.7));
        budget.onAckedLate(0);
        budget.onAckedLate(0);
        assertThat(budget.bytesPerSecond()).isEqualTo(START);
    }

    /** What the path before the move could carry says nothing about the one after it. */
    @Test
    void shouldNotTakeACutOfThePathBeforeBackAfterAMove() {
        rtt.onSample(20 * MS);
        while (budget.bytesPerSecond() < 400 * 1024) {
            tick(20_000);
        }
        long late = sequence++;
        budget.onSent(late, 0, 1_000);
        budget.onLost(late);
        budget.reset(nowNs);
        budget.onAckedLate(late);
        assertThat(budget.bytesPerSecond()).isEqualTo(START);
    }

    /** One datagram of 300 bytes each 100 ms, whatever is lost. */
    @Test
    void shouldNeverFallBelowTheFloor() {
        for (int i = 0; i < 1_000; i++) {
            budget.onSent(sequence++, 600, 600);
            budget.onLost(sequence - 1);
        }
        assertThat(budget.bytesPerSecond()).isEqualTo(SendBudget.FLOOR);
        int sent = 0;
        for (int i = 0; i < 1_000; i++) {
            nowNs += 10 * MS;
            budget.fill(false, nowNs);
            if (budget.forCaller() >= 300) {
                budget.onSent(sequence++, 0, 300);
                sent++;
            }
        }
        assertThat(sent).isBetween(80, 110);
        assertThatThrownBy(() -> new SendBudget(rtt, START, SendBudget.FLOOR - 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldGiveEachHalfWhileBothWantMore() {
        rtt.onSample(50 * MS);
        long messages = 0;
        long snapshots = 0;
        for (int i = 0; i < 1_000; i++) {
            nowNs += 10 * MS;
            budget.fill(true, nowNs);
            int forMessages = budget.forMessages();
            int forCaller = budget.forCaller();
            budget.onSent(sequence++, forMessages, forCaller);
            messages += forMessages;
            snapshots += forCaller;
        }
        assertThat(messages).isBetween(snapshots * 9 / 10, snapshots * 11 / 10);
        assertThat(messages + snapshots).isBetween(10L * START * 9 / 10, 10L * START * 11 / 10);
    }

    @Test
    void shouldGiveMessagesWhatSnapshotsLeave() {
        long messages = 0;
        for (int i = 0; i < 1_000; i++) {
            nowNs += 10 * MS;
            budget.fill(true, nowNs);
            int forMessages = budget.forMessages();
            budget.onSent(sequence++, forMessages, 50);
            messages += forMessages;
        }
        assertThat(messages).isGreaterThan(10L * START * 9 / 10);
    }

    /** A queue that this connection fills: it yields, down to a quarter of the start. */
    @Test
    void shouldYieldToDelayThatItMayCause() {
        for (int i = 0; i < 50; i++) {
            rtt.onSample(20 * MS);
        }
        for (int i = 0; i < 5; i++) {
            tick(1_300);
        }
        for (int i = 0; i < 100; i++) {
            rtt.onSample(300 * MS);
        }
        for (int i = 0; i < 50; i++) {
            tick(1_300);
        }
        assertThat(budget.bytesPerSecond()).isBetween(24 * 1024, START * 9 / 10);
    }

    @Test
    void shouldNotYieldToDelayThatItCannotCause() {
        tick(100);
        for (int i = 0; i < 50; i++) {
            rtt.onSample(20 * MS);
        }
        tick(100);
        for (int i = 0; i < 100; i++) {
            rtt.onSample(300 * MS);
        }
        for (int i = 0; i < 50; i++) {
            tick(100);
        }
        assertThat(budget.bytesPerSecond()).isEqualTo(START);
    }

    /** A longer path is no queue: what the shorter one took is forgotten. */
    @Test
    void shouldGrowAgainOnAPathThatHasBecomeLonger() {
        for (int i = 0; i < 5; i++) {
            rtt.onSample(20 * MS);
            tick(1_300);
        }
        for (int i = 0; i < 100; i++) {
            rtt.onSample(300 * MS);
        }
        for (int i = 0; i < 50; i++) {
            tick(1_300);
        }
        int yielded = budget.bytesPerSecond();
        assertThat(yielded).isLessThan(START);
        for (int i = 0; i < 3_000; i++) {
            tick(1_300);
        }
        assertThat(budget.bytesPerSecond()).isGreaterThan(yielded);
    }

    /** One datagram each 16 ms, acknowledged three later. */
    private void tick(int bytes) {
        budget.onSent(sequence++, 0, bytes);
        nowNs += 16 * MS;
        if (sequence > 3) {
            budget.onAcked(sequence - 3, nowNs);
        }
    }
}
