package dev.shadowland.benchmarks.edge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class MeetingTest {
    private static final long FOR_EVER_NS = TimeUnit.HOURS.toNanos(1);

    @Test
    void shouldTellWhoWaitsWhyAnotherFailed() {
        Meeting meeting = new Meeting(2, FOR_EVER_NS);
        CompletableFuture<Void> failing = CompletableFuture.runAsync(() -> fail(meeting));
        assertThatThrownBy(meeting::await)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no port left");
        assertThatThrownBy(failing::join).hasRootCauseMessage("no port left");
    }

    @Test
    void shouldWaitForNobodyAnyMoreOnceOneFailed() {
        Meeting meeting = new Meeting(2, FOR_EVER_NS);
        assertThatThrownBy(() -> fail(meeting)).hasRootCauseMessage("no port left");
        assertThatThrownBy(meeting::await).hasMessageContaining("no port left");
        assertThatThrownBy(meeting::await).hasMessageContaining("no port left");
    }

    @Test
    void shouldMeetAgainAndAgain() throws Exception {
        Meeting meeting = new Meeting(2, FOR_EVER_NS);
        CompletableFuture<Void> other =
                CompletableFuture.runAsync(
                        () -> {
                            meetThrice(meeting);
                        });
        meetThrice(meeting);
        other.get(1, TimeUnit.MINUTES);
    }

    @Test
    void shouldGiveUpOnOneWhoDoesNotCome() {
        Meeting meeting = new Meeting(2, 1);
        assertThatThrownBy(meeting::await).hasMessageContaining("missing");
    }

    private static void fail(Meeting meeting) {
        try {
            Object _ =
                    meeting.guard(
                            () -> {
                                throw new IOException("no port left");
                            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void meetThrice(Meeting meeting) {
        try {
            for (int i = 0; i < 3; i++) {
                meeting.await();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
