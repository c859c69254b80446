package dev.shadowland.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;

class SnapshotFeedbackTest {
    private final SnapshotFeedback feedback = new SnapshotFeedback();

    @Test
    void shouldReportEachSnapshotOnceWithItsTick() {
        feedback.onSent(0, 1000);
        feedback.onSent(1, SnapshotFeedback.NONE);
        feedback.onSent(2, 0xFFFF_FFFFL);
        feedback.onAcked(0);
        feedback.onAcked(0);
        feedback.onAcked(1);
        feedback.onLost(2);
        assertThat(feedback.ackedBytes()).isEqualTo(4);
        assertThat(feedback.acked().getInt(0, ByteOrder.LITTLE_ENDIAN)).isEqualTo(1000);
        assertThat(feedback.lostBytes()).isEqualTo(4);
        assertThat(feedback.lost().getInt(0, ByteOrder.LITTLE_ENDIAN)).isEqualTo(-1);
        assertThat(feedback.isNews(1_100)).isTrue();
        feedback.onReported(1_100);
        assertThat(feedback.ackedBytes() + feedback.lostBytes()).isZero();
    }

    @Test
    void shouldKnowWhatIsNewsToTheOwner() {
        assertThat(feedback.isNews(1_100)).as("it knows nothing").isTrue();
        feedback.onReported(1_100);
        assertThat(feedback.isNews(1_100)).isFalse();
        assertThat(feedback.isNews(1_099)).isTrue();
        feedback.onSnapshotLost(7);
        assertThat(feedback.isNews(1_100)).isTrue();
        feedback.onReported(1_100);
        feedback.onNewOwner();
        assertThat(feedback.isNews(1_100)).as("another one").isTrue();
    }

    @Test
    void shouldForgetWhatThePastOwnerSent() {
        feedback.onSent(0, 1000);
        feedback.onSent(1, 1001);
        feedback.onAcked(0);
        feedback.onNewOwner();
        feedback.onAcked(1);
        assertThat(feedback.ackedBytes()).isZero();
    }

    @Test
    void shouldLeaveOutWhatDoesNotFit() {
        for (int i = 0; i < SnapshotFeedback.CAPACITY + 5; i++) {
            feedback.onSnapshotLost(i);
        }
        assertThat(feedback.lostBytes()).isEqualTo(SnapshotFeedback.CAPACITY * 4);
    }
}
