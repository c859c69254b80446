package dev.shadowland.actors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shadowland.actors.entity.EntityIdSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** No two entities of a cluster ever share an id, whichever nodes and threads make them. */
class EntityIdPoolTest {
    private static final int THREADS = 3;
    private static final int EACH = 15_000;

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void initialise() {
        file = folder.resolve("world.db");
        try (WorldStore store = SqliteWorldStore.open(file)) {
            store.initialise(new ClusterPlan(new UUID(1, 2), 1_000, 60, 0, 7));
        }
    }

    @Test
    void shouldGiveEachIdOnceWhenNodesAndThreadsTakeAtOnceAndNodesStartAgain() throws Exception {
        Set<Integer> taken = ConcurrentHashMap.newKeySet();
        for (int life = 0; life < 2; life++) {
            List<Thread> threads = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                threads.add(Thread.ofPlatform().start(() -> runNode(taken)));
            }
            for (Thread node : threads) {
                node.join();
            }
        }
        assertThat(taken).hasSize(2 * 2 * THREADS * EACH);
        assertThat(taken).allMatch(id -> id > 0);
    }

    private void runNode(Set<Integer> taken) {
        try (WorldStore store = SqliteWorldStore.open(file);
                EntityIdPool pool = EntityIdPool.start(store, new StoreOutage())) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(Thread.ofPlatform().start(() -> take(pool, taken)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void take(EntityIdPool pool, Set<Integer> taken) {
        int left = EACH;
        while (left > 0) {
            int id = pool.tryTake();
            if (id == EntityIdSource.NONE) {
                Thread.onSpinWait();
            } else if (taken.add(id)) {
                left--;
            } else {
                throw new AssertionError("twice: " + id);
            }
        }
    }

    /** A world that is not initialised yet is a store that answers nothing but errors. */
    @Test
    void shouldHaveNoIdsWhileTheStoreRefusesAndHaveThemAfterwards() {
        Path empty = folder.resolve("empty.db");
        StoreOutage outage = new StoreOutage();
        try (WorldStore store = SqliteWorldStore.open(empty);
                EntityIdPool pool = EntityIdPool.start(store, outage)) {
            assertThat(pool.tryTake()).isEqualTo(EntityIdSource.NONE);
            await().until(() -> outage.failures() > 0);
            store.initialise(new ClusterPlan(new UUID(1, 2), 1_000, 60, 0, 7));
            await().until(() -> pool.tryTake() != EntityIdSource.NONE);
        }
    }
}
