package dev.shadowland.deploy.plan;

import java.nio.file.Path;

/**
 * Where one run keeps its files. All lies in {@code directory}, except what Aeron shares between
 * processes, which lies in memory where the system has such a folder.
 *
 * @param runId names the run in shared folders
 */
public record RunLayout(String runId, Path directory, Path aeronDirectory) {

    public Path identityDirectory() {
        return directory.resolve("identity");
    }

    public Path storeFile() {
        return directory.resolve("store.db");
    }

    public Path logDirectory() {
        return directory.resolve("logs");
    }

    /** Folder for temporary files of the processes. */
    public Path temporaryDirectory() {
        return directory.resolve("tmp");
    }

    public Path log(String name) {
        return logDirectory().resolve(name + ".log");
    }

    public Path config(String name) {
        return directory.resolve(name + ".conf");
    }

    /** Where the swarm writes its report. */
    public Path report() {
        return directory.resolve("report.json");
    }
}
