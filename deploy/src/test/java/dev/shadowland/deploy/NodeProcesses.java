package dev.shadowland.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** Finds a node among processes by its configuration file, for numbers of processes start again. */
final class NodeProcesses {
    private NodeProcesses() {}

    /**
     * The process that runs a node.
     *
     * @throws NoSuchElementException when none of them does
     */
    static ProcessHandle named(Stream<ProcessHandle> processes, String node) {
        return processes.filter(process -> runs(process, node)).findFirst().orElseThrow();
    }

    /** Java shows the first 4 KiB of a command line only, and a class path takes more. */
    private static boolean runs(ProcessHandle process, String node) {
        Path whole = Path.of("/proc/" + process.pid() + "/cmdline");
        try {
            String line =
                    Files.exists(whole)
                            ? Files.readString(whole)
                            : process.info().commandLine().orElse("");
            return line.contains("/" + node + ".conf");
        } catch (IOException _) {
            return false; // it has just ended
        }
    }
}
