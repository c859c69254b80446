package dev.shadowland.actors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shadowland.actors.api.Position;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

class StoreWriterTest {
    @TempDir Path folder;

    @Test
    void shouldWriteTheNewestPositionAndFlushOnClose() {
        try (SqliteWorldStore store = store()) {
            StoreWriter writer = StoreWriter.start(store, 64, Duration.ofHours(1));
            for (int i = 1; i <= 10; i++) {
                assertThat(writer.offer(new PositionSave(5, 1L << 32, at(i), i))).isTrue();
            }
            writer.close();
            assertThat(store.character(5).orElseThrow().position()).isEqualTo(at(10));
            assertThat(writer.written()).isEqualTo(1);
            assertThat(writer.offer(new PositionSave(5, 1L << 32, at(11), 11))).isFalse();
        }
    }

    @Test
    void shouldWriteAtOnceWhenSomebodyWaitsForIt() {
        try (SqliteWorldStore store = store();
                StoreWriter writer = StoreWriter.start(store, 64, Duration.ofHours(1))) {
            writer.offer(new PositionSave(5, 1L << 32, at(3), 1));
            assertThat(writer.flush()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(store.character(5).orElseThrow().position()).isEqualTo(at(3));
        }
    }

    @Test
    void shouldAnswerWhoWaitsWhenTheStoreIsAway() {
        SqliteWorldStore store = store();
        store.close();
        try (StoreWriter writer = StoreWriter.start(store, 64, Duration.ofHours(1))) {
            writer.offer(new PositionSave(5, 1L << 32, at(3), 1));
            assertThat(writer.flush()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(writer.isFailing()).isTrue();
        }
    }

    @Test
    void shouldKeepTheHigherGenerationOfOneCharacter() {
        try (SqliteWorldStore store = store()) {
            StoreWriter writer = StoreWriter.start(store, 64, Duration.ofHours(1));
            writer.offer(new PositionSave(5, (1L << 32) + 1, at(1), 1));
            writer.offer(new PositionSave(5, 1L << 32, at(2), 2));
            writer.close();
            assertThat(store.character(5).orElseThrow().position()).isEqualTo(at(1));
        }
    }

    @Test
    void shouldCountWhatFindsNoRoom() {
        try (SqliteWorldStore store = store();
                StoreWriter writer = StoreWriter.start(store, 4, Duration.ofHours(1))) {
            for (int i = 0; i < 10; i++) {
                writer.offer(new PositionSave(i, 1, at(i), i));
            }
            assertThat(writer.dropped()).isEqualTo(6);
        }
    }

    @Test
    void shouldCountFailuresWhileTheStoreIsAway() {
        SqliteWorldStore store = store();
        store.close();
        try (StoreWriter writer = StoreWriter.start(store, 4, Duration.ofMillis(5))) {
            writer.offer(new PositionSave(5, 1L << 32, at(1), 1));
            await().until(() -> writer.failures() > 2 && writer.isFailing());
            assertThat(writer.dropped()).isZero();
        }
    }

    private SqliteWorldStore store() {
        SqliteWorldStore store = SqliteWorldStore.open(folder.resolve("world.db"));
        store.login(new LoginRequest(5, 1, 7, 70, "token", 60_000, 1));
        return store;
    }

    private static Position at(int x) {
        return new Position(0, x, 0, 0, 0);
    }
}
