package dev.shadowland.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.shadowland.deploy.plan.LoopbackPorts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real {@code ./shadowland up} as a child process, with its output and report in a folder. */
final class UpProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private final Path folder;
    private final Path output;
    private final Path report;
    private final Process process;

    private UpProcess(Path folder, List<String> options) throws IOException {
        this.folder = folder;
        output = folder.resolve("up.log");
        report = folder.resolve("report.json");
        String root = System.getProperty("shadowland.root", ".");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + Path.of(root, "jvm.options"),
                                "-Xmx512m",
                                "-Dshadowland.root=" + root,
                                "-Djava.io.tmpdir=" + folder,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Shadowland.class.getName(),
                                "up",
                                "--plain",
                                "--port",
                                Integer.toString(new LoopbackPorts(new SecureRandom()).next()),
                                "--report",
                                report.toString()));
        command.addAll(options);
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
    }

    static UpProcess start(Path folder, String... options) throws IOException {
        return new UpProcess(folder, List.of(options));
    }

    /** Names of what is in its folder for temporary files. */
    List<String> temporaryFiles() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** Waits for the end by itself; the exit status. */
    int await() throws InterruptedException, IOException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("up did not end:\n" + output());
        }
        return process.exitValue();
    }

    /** As Ctrl-C and service managers do: asks it to stop. */
    void terminate() {
        process.destroy();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    JsonNode report() throws IOException {
        return new ObjectMapper().readTree(report.toFile());
    }

    /** The child that runs a node. */
    ProcessHandle child(String node) {
        return NodeProcesses.named(process.children(), node);
    }

    /** The machine stands still for a while: all children do, at once. */
    void standStill(Duration time) throws IOException, InterruptedException {
        standStill(process.children().toList(), time);
    }

    /** Processes stand still for a while and know nothing of it. */
    static void standStill(List<ProcessHandle> processes, Duration time)
            throws IOException, InterruptedException {
        signal("STOP", processes);
        Thread.sleep(time.toMillis());
        signal("CONT", processes);
    }

    private static void signal(String signal, List<ProcessHandle> processes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(each -> command.add(Long.toString(each.pid())));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + status);
        }
    }

    /** Files of runs in shared memory. */
    static List<Path> sharedMemory() throws IOException {
        Path folder = Path.of("/dev/shm");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.toString().contains("shadowland-run-")).toList();
        }
    }

    /** Asks it to stop, for only then it cleans up; kills what is left after that. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
