package dev.shadowland.benchmarks.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a run was made.
 *
 * @param processor as the system names it
 * @param cores that this process may use
 * @param kernel release
 * @param java version
 */
public record Machine(String processor, int cores, String kernel, String java) {
    /** This one. */
    public static Machine here() {
        return new Machine(
                processorName().orElse(System.getProperty("os.arch", "")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""),
                System.getProperty("java.vm.name", "") + " " + Runtime.version());
    }

    private static Optional<String> processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
