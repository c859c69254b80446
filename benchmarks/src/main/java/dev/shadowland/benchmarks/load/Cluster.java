package dev.shadowland.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real {@code up} as a child process, which stops by itself after its time. A signal to this
 * process ends it in order and removes its folder. Used by one thread.
 */
public final class Cluster implements AutoCloseable {
    private static final String MAIN = "dev.shadowland.deploy.Shadowland";
    private static final long STOP_SECONDS = 25;
    private static final Pattern SWARM_CONFIG = Pattern.compile("\0swarm\0--config\0([^\0]+)");
    private static final Pattern STATUS_PORT =
            Pattern.compile("shadowland\\.status\\.port\\W+(\\d+)");

    private final Path folder;
    private final Path output;
    private final Path report;
    private final Process process;
    private final int bots;
    private final Thread onSignal = new Thread(this::abandon, "cluster-stop");

    /**
     * Starts one that keeps its output, its report and its own files in a folder.
     *
     * @param seconds of measuring, from when the bots have settled
     * @param settings keys of the configuration that its nodes read otherwise, with their values
     */
    public Cluster(Path folder, int bots, int port, int seconds, Map<String, String> settings)
            throws IOException {
        this.folder = folder;
        this.bots = bots;
        output = folder.resolve("up.log");
        report = folder.resolve("report.json");
        Files.deleteIfExists(report);
        String root = System.getProperty("shadowland.root", ".");
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + Path.of(root, "jvm.options"),
                                "-Djava.io.tmpdir=" + folder.toAbsolutePath(),
                                "-Dshadowland.root=" + root,
                                "-cp",
                                System.getProperty("java.class.path"),
                                MAIN,
                                "up",
                                "--plain"));
        words.addAll(List.of("--bots", Integer.toString(bots)));
        words.addAll(List.of("--port", Integer.toString(port)));
        words.addAll(List.of("--for", seconds + "s", "--report", report.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        settings.forEach((key, value) -> builder.environment().put(variable(key), value));
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(onSignal);
    }

    /** The environment's word for a key of the configuration, which has no underscores. */
    private static String variable(String key) {
        return "CONFIG_FORCE_" + key.replace("-", "__").replace('.', '_');
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether a status line said that all bots are in the world. */
    public boolean isComplete() throws IOException {
        return saysComplete(Files.readString(output), bots);
    }

    /**
     * Whether one of these lines of {@code up}, which have a gap between thousands, says that so
     * many bots are all in the world.
     */
    public static boolean saysComplete(String lines, int bots) {
        return lines.replaceAll("(?<=\\d) (?=\\d)", "")
                .contains("bots %d of %d connected".formatted(bots, bots));
    }

    /** Memory of its gateways in bytes. */
    public long gatewayRss() {
        return process.descendants().filter(Cluster::isGateway).mapToLong(Cluster::rss).sum();
    }

    private static boolean isGateway(ProcessHandle child) {
        return words(child).contains("\0gateway\0--config\0");
    }

    /** By the system's list: other processes' arguments may be hidden from Java. */
    private static String words(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc", child.pid() + "", "cmdline"));
        } catch (IOException _) {
            return "";
        }
    }

    /** Where its swarm tells its status. */
    public URI swarmStatus() throws IOException {
        String config =
                process.descendants()
                        .map(child -> SWARM_CONFIG.matcher(words(child)))
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no swarm runs"));
        Matcher port = STATUS_PORT.matcher(Files.readString(Path.of(config)));
        if (!port.find()) {
            throw new IOException("no status port in " + config);
        }
        return URI.create("http://127.0.0.1:" + port.group(1));
    }

    private static long rss(ProcessHandle child) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", child.pid() + "", "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException _) {
            // It ended meanwhile.
        }
        return 0;
    }

    /** Asks it to end before its time; it still reports. */
    public void stop() {
        process.destroy();
    }

    /** Waits for its end; what the swarm reported. */
    public JsonNode await(int seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IOException("the cluster did not end; its output is in " + output);
        }
        if (!Files.isReadable(report)) {
            throw new IOException("the cluster left no report; its output is in " + output);
        }
        return new ObjectMapper().readTree(report.toFile());
    }

    /** Removes a folder of clusters that ended; of one that failed it stays, for its output. */
    public static void remove(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }

    /** Nobody will read what it wrote. */
    private void abandon() {
        end();
        try {
            remove(folder);
        } catch (IOException e) {
            System.err.println("cannot remove " + folder + ": " + e);
        }
    }

    @Override
    public void close() {
        end();
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException _) {
            // A signal ends this process: the hook runs.
        }
    }

    private void end() {
        process.destroy();
        process.onExit().completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS).join();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
