package dev.shadowland.protocol.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

class AckTest {
    private final List<Long> acked = new ArrayList<>();
    private final List<Long> lost = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();
    private final SentWindow sent = new SentWindow();
    private final SentWindow.Fate fate =
            new SentWindow.Fate() {
                @Override
                public void onAcked(long sequence) {
                    acked.add(sequence);
                }

                @Override
                public void onLost(long sequence) {
                    lost.add(sequence);
                }

                @Override
                public void onAckedLate(long sequence) {
                    late.add(sequence);
                }
            };

    @Test
    void shouldReportEachOnceWhenAcksRepeat() {
        send(3);
        assertThat(sent.onAck(2, 0b11, fate)).isTrue();
        assertThat(sent.onAck(2, 0b11, fate)).isTrue();
        assertThat(sent.onAck(1, 0b1, fate)).isTrue();

        assertThat(acked).containsExactly(0L, 1L, 2L);
        assertThat(lost).isEmpty();
    }

    @Test
    void shouldCallLostOnlyWhatThreeLaterOnesPassed() {
        send(4);
        sent.onAck(2, 0b10, fate);
        assertThat(lost).isEmpty();
        sent.onAck(3, 0b101, fate);
        assertThat(lost).isEmpty();
        send(1);
        sent.onAck(4, 0b1011, fate);

        assertThat(lost).containsExactly(1L);
        assertThat(acked).containsExactly(0L, 2L, 3L, 4L);
        assertThat(sent.onAck(4, 0b1111, fate)).as("late, and no second report").isTrue();
        assertThat(acked).doesNotContain(1L);
    }

    @Test
    void shouldTellOfTheLateOnceMoreAndOnlyOnce() {
        send(5);
        sent.onAck(4, 0b0011, fate);
        assertThat(lost).containsExactly(0L, 1L);
        assertThat(late).isEmpty();
        sent.onAck(4, 0b0111, fate);
        sent.onAck(4, 0b1111, fate);
        sent.onAck(4, 0b1111, fate);

        assertThat(late).containsExactly(1L, 0L);
        assertThat(acked).containsExactly(2L, 3L, 4L);
    }

    @Test
    void shouldCallLostWhatFallsOutOfTheFieldAndOfTheWindow() {
        send(100);
        sent.onAck(99, -1L, fate);
        assertThat(lost).hasSize(35).contains(0L, 34L).doesNotContain(35L);

        send(SentWindow.CAPACITY);
        assertThat(lost).hasSize(35);
        send(1);
        assertThat(lost).hasSize(36).contains(100L);
    }

    @ParameterizedTest
    @CsvSource({
        "3,0",
        "-1,0",
        "9223372036854775807,-1",
        "-9223372036854775808,-1",
        "0,1",
        "1,2",
        "2,4",
        "2,-9223372036854775808"
    })
    void shouldRefuseAnAckOfWhatWasNeverSent(long newest, long bits) {
        send(3);

        assertThat(sent.onAck(newest, bits, fate)).isFalse();
        assertThat(acked).isEmpty();
        assertThat(lost).isEmpty();
    }

    @Test
    void shouldRefuseAnAckBeforeAnythingWasSentAndASequenceOutOfTurn() {
        assertThat(sent.onAck(0, 0, fate)).isFalse();
        assertThatThrownBy(() -> sent.onSent(1, fate)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldShowTheSixtyFourBeforeTheNewest() {
        AckField field = new AckField();
        assertThat(field.newest()).isEqualTo(-1);
        field.onReceived(100);
        assertThat(field.bits()).isZero();
        field.onReceived(36);
        field.onReceived(35);
        assertThat(field.bits()).isEqualTo(Long.MIN_VALUE);
        field.onReceived(101);
        assertThat(field.bits()).isEqualTo(1);
        field.onReceived(165);
        assertThat(field.bits()).isEqualTo(Long.MIN_VALUE);
        field.onReceived(230);
        assertThat(field.bits()).isZero();
        field.onReceived(Long.MAX_VALUE);
        assertThat(field.bits()).isZero();
        assertThat(field.newest()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldSmoothTheRoundTrip() {
        RttEstimator rtt = new RttEstimator(Resends.DEFAULT.firstTimeoutNs());
        assertThat(rtt.smoothedNs()).isEqualTo(-1);
        rtt.onSample(-5);
        assertThat(rtt.latestNs()).isEqualTo(-1);
        rtt.onSample(100_000);
        assertThat(rtt.smoothedNs()).isEqualTo(100_000);
        assertThat(rtt.variationNs()).isEqualTo(50_000);
        rtt.onSample(180_000);
        assertThat(rtt.smoothedNs()).isEqualTo(110_000);
        assertThat(rtt.variationNs()).isEqualTo(57_500);
        assertThat(rtt.latestNs()).isEqualTo(180_000);
        for (int i = 0; i < 200; i++) {
            rtt.onSample(40_000);
        }
        assertThat(rtt.smoothedNs()).isBetween(40_000L, 40_010L);
        assertThat(rtt.variationNs()).isBetween(0L, 50L);
    }

    @Test
    void shouldRememberAsManyAsItHasRoomFor() {
        send(300);
        assertThat(sent.remembers(300)).isFalse();
        assertThat(sent.remembers(299)).isTrue();
        assertThat(sent.remembers(300 - SentWindow.CAPACITY)).isTrue();
        assertThat(sent.remembers(299 - SentWindow.CAPACITY)).isFalse();
    }

    private void send(int count) {
        long first = nextSequence;
        for (long sequence = first; sequence < first + count; sequence++) {
            sent.onSent(sequence, fate);
        }
        nextSequence = first + count;
    }

    private long nextSequence;
}
