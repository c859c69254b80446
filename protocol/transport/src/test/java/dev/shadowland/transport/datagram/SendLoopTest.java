package dev.shadowland.transport.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.transport.datagram.linux.Errno;
import dev.shadowland.transport.status.Counters;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

class SendLoopTest {
    private static final int[] LENGTHS = {1, 2, 4, 8, 16};

    private final Deque<Integer> results = new ArrayDeque<>();
    private final List<Integer> calledFrom = new ArrayList<>();
    private final Counters counters = Counters.of(DatagramCount.class);

    private int run(Integer... answers) {
        results.addAll(List.of(answers));
        SendLoop loop =
                new SendLoop(
                        (first, count) -> {
                            assertThat(first + count).isEqualTo(LENGTHS.length);
                            calledFrom.add(first);
                            return results.removeFirst();
                        },
                        counters);
        return loop.run(LENGTHS.length, LENGTHS);
    }

    private void assertCounts(int out, int bytes, int full, int errors) {
        assertThat(counters.get(DatagramCount.DATAGRAMS_OUT)).isEqualTo(out);
        assertThat(counters.get(DatagramCount.BYTES_OUT)).isEqualTo(bytes);
        assertThat(counters.get(DatagramCount.DROPPED_SEND_BUFFER_FULL)).isEqualTo(full);
        assertThat(counters.get(DatagramCount.DROPPED_SEND_ERROR)).isEqualTo(errors);
        assertThat(results).isEmpty();
    }

    @Test
    void shouldCallOnceWhenTheKernelTakesAll() {
        assertThat(run(5)).isEqualTo(5);
        assertCounts(5, 31, 0, 0);
    }

    @Test
    void shouldGoOnWhereItStoppedWhenTheKernelTookSome() {
        assertThat(run(2, 1, 2)).isEqualTo(5);
        assertThat(calledFrom).containsExactly(0, 2, 3);
        assertCounts(5, 31, 0, 0);
    }

    @Test
    void shouldCallAgainWhenInterrupted() {
        assertThat(run(-Errno.EINTR, 2, -Errno.EINTR, 3)).isEqualTo(5);
        assertThat(calledFrom).containsExactly(0, 0, 2, 2);
        assertCounts(5, 31, 0, 0);
    }

    @Test
    void shouldDropTheRestWhenThereIsNoRoom() {
        assertThat(run(2, -Errno.EAGAIN)).isEqualTo(2);
        assertCounts(2, 3, 3, 0);
    }

    @Test
    void shouldDropTheRestWhenAQueueBelowIsFull() {
        assertThat(run(4, -Errno.ENOBUFS)).isEqualTo(4);
        assertCounts(4, 15, 1, 0);
    }

    @Test
    void shouldLoseOneDatagramPerBadDestination() {
        assertThat(run(1, -Errno.ENETUNREACH, 1, -Errno.ECONNREFUSED, 1)).isEqualTo(3);
        assertThat(calledFrom).containsExactly(0, 1, 2, 3, 4);
        assertCounts(3, 1 + 4 + 16, 0, 2);
    }

    @Test
    void shouldEndWhenEveryDatagramFails() {
        assertThat(run(-Errno.EINVAL, -Errno.EINVAL, -Errno.EINVAL, -Errno.EINVAL, -Errno.EINVAL))
                .isZero();
        assertCounts(0, 0, 0, 5);
    }
}
