package dev.shadowland.actors.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.Position;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process killed in the midst of its writes costs nobody else anything, and nothing that it was
 * told is done.
 */
class KilledProcessIT {
    @TempDir Path folder;

    /** Takes cell 1 for ever and says each epoch once it has it. */
    static final class Writer {
        public static void main(String[] arguments) {
            try (SqliteWorldStore store = SqliteWorldStore.open(Path.of(arguments[0]))) {
                for (int i = 0; i < 1_000_000; i++) {
                    System.out.println(store.takeCell(1, 2));
                    store.savePositions(
                            List.of(new PositionSave(5, 1L << 32, new Position(0, i, 0, 0, 0), i)));
                }
            }
        }
    }

    @Test
    void shouldLoseNothingThatWasAnsweredWhenAnotherProcessIsKilled() throws Exception {
        Path file = folder.resolve("world.db");
        try (SqliteWorldStore store = SqliteWorldStore.open(file)) {
            store.initialise(new ClusterPlan(null, 1, 60, 0, 1));
            store.login(new LoginRequest(5, 1, 7, 70, "token", 60_000, 1));
            long told = killedAfter(50, file);
            long next = store.takeCell(1, 1);
            assertThat(next).isGreaterThan(told);
            assertThat(store.takeCell(1, 1)).isEqualTo(next + 1);
            assertThat(store.character(5).orElseThrow().position()).isNotNull();
        }
    }

    private static long killedAfter(int lines, Path file) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            long told = 0;
            for (int i = 0; i < lines; i++) {
                told = Long.parseLong(out.readLine());
            }
            process.toHandle().destroyForcibly();
            process.waitFor();
            for (String line = out.readLine();
                    line != null && !line.isBlank();
                    line = out.readLine()) {
                told = Math.max(told, Long.parseLong(line));
            }
            return told;
        } finally {
            process.destroyForcibly();
        }
    }
}
