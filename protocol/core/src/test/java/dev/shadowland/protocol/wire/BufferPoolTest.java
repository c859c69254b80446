package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class BufferPoolTest {
    private final BufferPool pool = new BufferPool(1200, 3);

    @Test
    void shouldLendEachBufferOnceAndNoneWhenAllAreTaken() {
        List<PooledBuffer> lent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(pool.available()).isEqualTo(3 - i);
            lent.add(take());
        }

        assertThat(pool.tryAcquire()).isNull();
        assertThat(lent.stream().map(buffer -> buffer.buffer().addressOffset()).distinct())
                .hasSize(3);
        assertThat(lent).allMatch(buffer -> buffer.buffer().capacity() == 1200);

        lent.forEach(pool::release);
        assertThat(pool.available()).isEqualTo(pool.capacity());
    }

    @Test
    void shouldThrowWhenABufferIsGivenBackTwice() {
        PooledBuffer buffer = take();
        pool.release(buffer);

        assertThatThrownBy(() -> pool.release(buffer)).isInstanceOf(IllegalStateException.class);
        assertThat(pool.available()).isEqualTo(3);
    }

    @Test
    void shouldThrowWhenABufferOfAnotherPoolIsGivenBack() {
        PooledBuffer foreign = Objects.requireNonNull(new BufferPool(1200, 1).tryAcquire());

        assertThatThrownBy(() -> pool.release(foreign))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(pool.available()).isEqualTo(3);
    }

    @Test
    void shouldThrowWhenABufferIsTouchedAfterItWasGivenBack() {
        PooledBuffer buffer = take();
        pool.release(buffer);

        assertThatThrownBy(buffer::buffer).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldCheckTheBoundsOfEachBuffer() {
        PooledBuffer buffer = take();
        buffer.buffer().putByte(1199, (byte) 1);

        assertThatThrownBy(() -> buffer.buffer().putByte(1200, (byte) 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,0", "-1,1", "1,-1"})
    void shouldRefuseAPoolOfNothing(int bytes, int buffers) {
        assertThatThrownBy(() -> new BufferPool(bytes, buffers))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotAllocateWhenBuffersComeAndGo() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        comeAndGo(20_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        comeAndGo(100_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).as("less than a byte each time").isLessThan(100_000);
    }

    private void comeAndGo(int times) {
        for (int i = 0; i < times; i++) {
            PooledBuffer first = take();
            PooledBuffer second = take();
            first.buffer().putInt(0, i);
            pool.release(first);
            pool.release(second);
        }
    }

    private PooledBuffer take() {
        return Objects.requireNonNull(pool.tryAcquire());
    }
}
