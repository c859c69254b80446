package dev.shadowland.actors.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

class RestedIdsTest {
    private final AtomicInteger fresh = new AtomicInteger();
    private final RestedIds ids = new RestedIds(fresh::incrementAndGet);

    @Test
    void shouldGiveOutTheOldestFirstAndFreshOnesWhenNoneIsLeft() {
        assertThat(ids.tryTake()).isOne();
        ids.giveBack(70);
        ids.giveBack(50);
        assertThat(ids.count()).isEqualTo(2);
        assertThat(List.of(ids.tryTake(), ids.tryTake(), ids.tryTake())).containsExactly(70, 50, 2);
        assertThat(ids.count()).isZero();
    }

    @Test
    void shouldDropTheOldestWhenThereIsNoRoom() {
        for (int id = 1; id <= RestedIds.CAPACITY + 3; id++) {
            ids.giveBack(id);
        }
        assertThat(ids.count()).isEqualTo(RestedIds.CAPACITY);
        for (int id = 4; id <= RestedIds.CAPACITY + 3; id++) {
            assertThat(ids.tryTake()).isEqualTo(id);
        }
        assertThat(fresh).hasValue(0);
        assertThat(ids.tryTake()).isOne();
    }

    /** Each thread is a cell that takes and gives back; the ring overflows now and then. */
    @Test
    void shouldNeverGiveOneIdToTwoWhenThreadsTakeAndGiveBackAtOnce() throws InterruptedException {
        Set<Integer> living = ConcurrentHashMap.newKeySet();
        List<String> twice = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int most = 500 + i * 20_000;
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        String found = live(living, most);
                                        synchronized (twice) {
                                            twice.add(found);
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(twice).containsOnly("");
    }

    private String live(Set<Integer> living, int most) {
        ArrayDeque<Integer> own = new ArrayDeque<>();
        for (int i = 0; i < 300_000; i++) {
            int id = ids.tryTake();
            if (!living.add(id)) {
                return "twice: " + id;
            }
            own.add(id);
            while (own.size() > (i % most == 0 ? 0 : most)) {
                int ended = own.remove();
                living.remove(ended);
                ids.giveBack(ended);
            }
        }
        return "";
    }
}
