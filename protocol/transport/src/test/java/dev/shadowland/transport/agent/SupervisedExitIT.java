package dev.shadowland.transport.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

class SupervisedExitIT {
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void shouldRunTheCallbackAndHaltWhenTheLauncherIsGone() throws IOException {
        PipedInputStream in = new PipedInputStream();
        try (PipedOutputStream launcher = new PipedOutputStream(in)) {
            boolean isSupervised =
                    SupervisedExit.watch(
                            Map.of(SupervisedExit.VARIABLE, "1"),
                            in,
                            () -> events.add("left"),
                            status -> events.add("halt " + status));
            launcher.write('x');
            launcher.flush();

            assertThat(isSupervised).isTrue();
            assertThat(events).isEmpty();
        }

        await().untilAsserted(() -> assertThat(events).containsExactly("left", "halt 0"));
    }

    @Test
    void shouldIgnoreStandardInputWhenNotSupervised() {
        boolean isSupervised =
                SupervisedExit.watch(
                        Map.of(),
                        InputStream.nullInputStream(),
                        () -> events.add("left"),
                        _ -> events.add("halt"));

        assertThat(isSupervised).isFalse();
        assertThat(events).isEmpty();
    }
}
