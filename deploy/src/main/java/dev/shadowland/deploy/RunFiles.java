package dev.shadowland.deploy;

import dev.shadowland.deploy.plan.ClusterPlan;
import dev.shadowland.deploy.plan.NodeConfigText;
import dev.shadowland.deploy.plan.NodePlan;
import dev.shadowland.deploy.plan.RunLayout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of one run on disk and in shared memory: made at its start, deleted at its end. */
final class RunFiles {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final RunLayout layout;

    private RunFiles(RunLayout layout) {
        this.layout = layout;
    }

    /** Makes a run folder that only its owner can read, in the folder for temporary files. */
    static RunFiles create() throws IOException {
        Path folder = Files.createTempDirectory("shadowland-run-");
        String runId = folder.getFileName().toString();
        Path aeron =
                Files.isWritable(SHARED_MEMORY)
                        ? SHARED_MEMORY.resolve(runId)
                        : folder.resolve("aeron");
        RunLayout layout = new RunLayout(runId, folder, aeron);
        Files.createDirectory(layout.logDirectory());
        Files.createDirectory(layout.temporaryDirectory());
        return new RunFiles(layout);
    }

    RunLayout layout() {
        return layout;
    }

    /** Writes the configuration of every node. */
    void writeConfigs(ClusterPlan plan) throws IOException {
        NodeConfigText text = new NodeConfigText(plan);
        for (NodePlan node : plan.nodes()) {
            Files.writeString(node.config(), text.render(node));
        }
    }

    /** The last lines of a log, for a person. */
    static List<String> tail(Path log, int lines) {
        try {
            List<String> all = Files.readAllLines(log);
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of("(no log: " + e.getMessage() + ")");
        }
    }

    /**
     * Deletes what Aeron left, and the run folder, but for the logs when they are to be kept and
     * there are any.
     */
    void delete(boolean keepsLogs) throws IOException {
        deleteTree(layout.aeronDirectory());
        if (!keepsLogs || entries(layout.logDirectory()).isEmpty()) {
            deleteTree(layout.directory());
            return;
        }
        for (Path entry : entries(layout.directory())) {
            if (!entry.equals(layout.logDirectory())) {
                deleteTree(entry);
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.sorted(Comparator.reverseOrder()).forEach(paths::add);
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
