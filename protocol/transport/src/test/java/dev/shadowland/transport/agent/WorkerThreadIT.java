package dev.shadowland.transport.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class WorkerThreadIT {
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    private final AtomicInteger cycles = new AtomicInteger();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    @Test
    void shouldSurviveSingleFailuresAndCountThem() {
        try (WorkerThread worker = start(cycle -> cycle % 3 == 0, 2)) {
            await().until(() -> worker.errors() >= 3);

            assertThat(worker.isRunning()).isTrue();
            assertThat(fatal.get()).isNull();
        }
        assertThat(isClosed).isTrue();
    }

    @Test
    void shouldTellTheNodeAndEndWhenFailuresDoNotStop() {
        try (WorkerThread worker = start(_ -> true, 4)) {
            await().until(() -> fatal.get() != null && !worker.isRunning());

            assertThat(worker.errors()).isEqualTo(5);
            assertThat(fatal.get()).hasMessageStartingWith("cycle");
        }
        assertThat(isClosed).isTrue();
    }

    private WorkerThread start(java.util.function.IntPredicate fails, int tolerated) {
        Agent agent =
                new Agent() {
                    @Override
                    public int doWork() {
                        int cycle = cycles.incrementAndGet();
                        if (fails.test(cycle)) {
                            throw new IllegalStateException("cycle " + cycle);
                        }
                        return 0;
                    }

                    @Override
                    public void onClose() {
                        isClosed.set(true);
                    }

                    @Override
                    public String roleName() {
                        return "test-worker";
                    }
                };
        return WorkerThread.start(agent, new SleepingMillisIdleStrategy(1), tolerated, fatal::set);
    }
}
