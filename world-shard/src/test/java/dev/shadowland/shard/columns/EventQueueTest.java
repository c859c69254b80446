package dev.shadowland.shard.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class EventQueueTest {
    private final EventQueue queue = new EventQueue();
    private final UnsafeBuffer body = new UnsafeBuffer(new byte[1_001]);

    @Test
    void shouldSendNothingWhenTheClientHasNotSaidWhatItHas() {
        queue.add(1, body, 0, 10);
        assertThat(due(queue, 1)).isEmpty();
        assertThat(queue.onReceipt(41)).isTrue();
        assertThat(due(queue, 2)).containsExactly(42L);
    }

    @Test
    void shouldSendOnceAndAgainAfterASecondWhenNoReceiptComes() {
        queue.onReceipt(0);
        queue.add(1, body, 0, 10);
        assertThat(due(queue, 100)).containsExactly(1L);
        queue.add(1, body, 0, 10);
        assertThat(due(queue, 130)).containsExactly(2L);
        assertThat(due(queue, 159)).isEmpty();
        assertThat(due(queue, 160)).containsExactly(1L, 2L);
        assertThat(queue.onReceipt(1)).isTrue();
        assertThat(due(queue, 220)).containsExactly(2L);
        assertThat(queue.onReceipt(2)).isTrue();
        assertThat(queue.count()).isZero();
    }

    @Test
    void shouldRefuseAReceiptWhenItIsForWhatWasNeverSent() {
        queue.onReceipt(0);
        queue.add(1, body, 0, 10);
        assertThat(queue.onReceipt(1)).isFalse();
        due(queue, 1);
        assertThat(queue.onReceipt(2)).isFalse();
        assertThat(queue.onReceipt(0)).as("an old one").isTrue();
        assertThat(queue.count()).isOne();
    }

    @Test
    void shouldHaveRoomUpToItsBoundsAndThrowBeyondThem() {
        for (int i = 0; i < EventQueue.MAX_EVENTS; i++) {
            assertThat(queue.hasRoom(10)).isTrue();
            queue.add(1, body, 0, 10);
        }
        assertThat(queue.hasRoom(0)).isFalse();
        assertThatThrownBy(() -> queue.add(1, body, 0, 0))
                .isInstanceOf(IllegalStateException.class);
        EventQueue heavy = new EventQueue();
        assertThat(heavy.hasRoom(1_001)).isFalse();
        for (int i = 0; i < 8; i++) {
            heavy.add(1, body, 0, 1_000);
        }
        int rest = EventQueue.MAX_BYTES - 8 * 1_004 - 4;
        assertThat(heavy.hasRoom(rest)).isTrue();
        assertThat(heavy.hasRoom(rest + 1)).isFalse();
    }

    @Test
    void shouldBeTheSameWhenHandedOverAndRefuseWhatIsNone() {
        queue.onReceipt(6);
        queue.add(1, body, 0, 10);
        queue.add(2, body, 0, 0);
        due(queue, 1);
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[256]);
        int length = queue.write(bytes, 3);
        assertThat(EventQueue.isValid(bytes, 3, length)).isTrue();
        assertThat(EventQueue.isValid(bytes, 3, length - 1)).isFalse();
        assertThat(EventQueue.isValid(bytes, 3, length + 1)).isFalse();
        assertThat(EventQueue.isValid(bytes, 3, 4)).isFalse();
        EventQueue other = new EventQueue();
        other.read(bytes, 3, length);
        assertThat(due(other, 9)).containsExactly(7L, 8L);
        EventQueue fresh = new EventQueue();
        assertThat(EventQueue.isValid(bytes, 0, fresh.write(bytes, 0))).isTrue();
    }

    private static List<Long> due(EventQueue queue, long tick) {
        List<Long> numbers = new ArrayList<>();
        queue.sendDue(tick, (number, buffer, offset, length) -> numbers.add(number));
        return numbers;
    }
}
