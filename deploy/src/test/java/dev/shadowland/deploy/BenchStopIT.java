package dev.shadowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shadowland.deploy.plan.LoopbackPorts;
import dev.shadowland.transport.datagram.linux.LinuxSocket;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A benchmark over a cluster of its own that is stopped before its time. */
class BenchStopIT {
    @TempDir private Path temporary;
    private @Nullable Process bench;

    @AfterEach
    void kill() {
        if (bench != null) {
            bench.descendants().forEach(ProcessHandle::destroyForcibly);
            bench.destroyForcibly();
        }
    }

    @Test
    void shouldEndItsClusterAndLeaveNoFolderWhenTerminated() throws Exception {
        assumeTrue(LinuxSocket.whyUnsupported() == null, "the flood is for Linux");
        String root = System.getProperty("shadowland.root");
        Process flood =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@%s/jvm.options".formatted(root),
                                "-Djava.io.tmpdir=" + temporary,
                                "-Dshadowland.root=" + root,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Shadowland.class.getName(),
                                "bench",
                                "flood",
                                "--bots=1",
                                "--port=" + new LoopbackPorts(new SecureRandom()).next())
                        .redirectErrorStream(true)
                        .redirectOutput(temporary.resolve("out").toFile())
                        .start();
        bench = flood;
        await().atMost(Duration.ofSeconds(60)).until(this::hasCluster);
        List<ProcessHandle> children = flood.descendants().toList();
        assertThat(children).isNotEmpty();
        flood.destroy();
        assertThat(flood.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left)
                    .as(Files.readString(temporary.resolve("out")))
                    .containsExactly(temporary.resolve("out"));
        }
    }

    private boolean hasCluster() throws IOException {
        try (Stream<Path> made = Files.list(temporary)) {
            for (Path folder : made.filter(Files::isDirectory).toList()) {
                Path output = folder.resolve("up.log");
                if (Files.exists(output) && Files.size(output) > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
