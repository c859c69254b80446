package dev.shadowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.shadowland.deploy.plan.LoopbackPorts;
import dev.shadowland.deploy.screen.Display;
import dev.shadowland.deploy.screen.Ink;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code up} with real child processes that do nothing; what they leave behind is looked for. */
class UpRunIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path temporary;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final StopRequest stop = new StopRequest();
    private final List<Process> launchers = new ArrayList<>();

    @AfterEach
    void killLaunchers() {
        for (Process launcher : launchers) {
            launcher.descendants().forEach(ProcessHandle::destroyForcibly);
            launcher.destroyForcibly();
        }
    }

    private static int freePort() {
        return new LoopbackPorts(new SecureRandom()).next();
    }

    private CompletableFuture<Integer> start(Optional<Duration> duration) {
        return start(duration, Optional.empty());
    }

    private CompletableFuture<Integer> start(Optional<Duration> duration, Optional<Path> report) {
        Display display = new Display(new PrintStream(shown, true, UTF_8), false, Ink.PLAIN);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return TrivialCluster.run(
                                TrivialCluster.options(duration, report, freePort()),
                                display,
                                stop);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static int resultOf(CompletableFuture<Integer> run) throws Exception {
        return run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private String output() {
        return shown.toString(UTF_8);
    }

    /** Our children: driver, shards, gateway, swarm. */
    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().toList();
    }

    private static List<Path> sharedMemory() throws IOException {
        Path folder = Path.of("/dev/shm");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.toString().contains("shadowland-run-")).toList();
        }
    }

    @Test
    void shouldEndWellAndLeaveNothingWhenTheSwarmIsDone() throws Exception {
        List<Path> before = sharedMemory();
        assertThat(resultOf(start(Optional.of(Duration.ofSeconds(2))))).as(output()).isZero();
        assertThat(output())
                .contains(
                        "DEVELOPMENT SECRETS", "shard-1 is ready", "1 of 1 connected", "All well");
        assertThat(children()).isEmpty();
        assertThat(sharedMemory()).isEqualTo(before);
    }

    @Test
    void shouldWriteTheReportWhereItIsWanted() throws Exception {
        Path report = temporary.resolve("report.json");
        Files.writeString(
                report, "of another run, and longer than what this one has to say: ".repeat(9));
        assertThat(resultOf(start(Optional.of(Duration.ofSeconds(1)), Optional.of(report))))
                .as(output())
                .isZero();
        assertThat(output()).contains("report      " + report);
        assertThat(new ObjectMapper().readTree(report.toFile()).path("bots").asInt()).isEqualTo(1);
    }

    /** What another run left there was shown as what this one measured. */
    @Test
    void shouldNotTakeTheReportOfAnotherRunForItsOwn() throws Exception {
        Path report = temporary.resolve("report.json");
        String old = "{\"bots\": 7, \"peakConnected\": 7, \"durationSeconds\": 77}";
        Files.writeString(report, old);
        stop.request();
        assertThat(resultOf(start(Optional.empty(), Optional.of(report)))).isEqualTo(1);
        assertThat(output())
                .contains("WRONG: stopped before the cluster was up")
                .doesNotContain("7 of 7", "report      ");
        assertThat(report).hasContent(old);
        deleteTree(Objects.requireNonNull(logFolder().getParent()));
    }

    private Path logFolder() {
        return Path.of(output().substring(output().indexOf("Logs: ") + 6).strip());
    }

    @Test
    void shouldRestartAKilledShardAndSaySoAtTheEnd() throws Exception {
        CompletableFuture<Integer> run = start(Optional.empty());
        await().atMost(PATIENCE).until(() -> output().contains("1 of 1 connected"));
        ProcessHandle shard = NodeProcesses.named(children().stream(), "shard-1");
        assertThat(shard.destroyForcibly()).isTrue();
        await().atMost(PATIENCE).until(() -> output().contains("shard-1 ended (exit status 137)"));
        await().atMost(PATIENCE).until(() -> output().split("shard-1 is ready", -1).length == 3);
        stop.request();
        assertThat(resultOf(run)).isEqualTo(1);
        assertThat(output()).contains("WRONG: 1 restarts", "Logs: ");
        Path logs = logFolder();
        assertThat(logs).isNotEmptyDirectory();
        Path folder = Objects.requireNonNull(logs.getParent());
        assertThat(folder.resolve("identity")).doesNotExist();
        deleteTree(folder);
    }

    @Test
    void shouldNameThePortWhenAGatewaysPortIsTaken() throws Exception {
        try (DatagramSocket taken = new DatagramSocket()) {
            Display display = new Display(new PrintStream(shown, true, UTF_8), false, Ink.PLAIN);
            int port = taken.getLocalPort();
            int status =
                    TrivialCluster.run(
                            TrivialCluster.options(Optional.empty(), port), display, stop);
            assertThat(status).isEqualTo(1);
            assertThat(output()).contains("UDP port " + port).hasLineCount(1);
        }
    }

    private Process launch() throws IOException {
        Process launcher =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@%s/jvm.options".formatted(System.getProperty("shadowland.root")),
                                "-Djava.io.tmpdir=" + temporary,
                                "-Dshadowland.root=" + System.getProperty("shadowland.root"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                TrivialCluster.class.getName(),
                                "launch",
                                Integer.toString(freePort()))
                        .redirectErrorStream(true)
                        .redirectOutput(temporary.resolve("out").toFile())
                        .start();
        launchers.add(launcher);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                Files.readString(temporary.resolve("out"))
                                        .contains("1 of 1 connected"));
        return launcher;
    }

    @Test
    void shouldStopAllAndExitWithZeroWhenTerminated() throws Exception {
        List<Path> before = sharedMemory();
        Process launcher = launch();
        List<ProcessHandle> children = launcher.descendants().toList();
        assertThat(children).hasSize(5);
        launcher.destroy();
        assertThat(launcher.onExit().get(30, TimeUnit.SECONDS).exitValue())
                .as(Files.readString(temporary.resolve("out")))
                .isZero();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(sharedMemory()).isEqualTo(before);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).containsExactly(temporary.resolve("out"));
        }
    }

    @Test
    void shouldTakeAllChildrenAlongWhenTheLauncherIsKilled() throws Exception {
        List<Path> before = sharedMemory();
        Process launcher = launch();
        List<ProcessHandle> children = launcher.descendants().toList();
        launcher.destroyForcibly();
        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        for (Path left : sharedMemory()) {
            if (!before.contains(left)) {
                deleteTree(left);
            }
        }
    }

    private static void deleteTree(Path root) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
