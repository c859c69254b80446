package dev.shadowland.benchmarks;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A measurement whose figures can also go to a file. */
abstract class ReportingCommand extends MeasuringCommand {
    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there")
    private @Nullable Path json;

    /** Writes figures to a file. */
    interface Report {
        void write(Path file) throws IOException;
    }

    /** Refuses a file that could not be written once everything is measured. */
    final void requireWritableFile() {
        require(json == null || isWritable(json.toAbsolutePath()), "--json: cannot write " + json);
    }

    private static boolean isWritable(Path file) {
        Path folder = file.getParent();
        return Files.exists(file)
                ? Files.isWritable(file) && !Files.isDirectory(file)
                : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }

    /** Writes the figures, if they are wanted in a file. */
    final void writeFile(Report report) throws IOException {
        if (json != null) {
            report.write(json);
        }
    }
}
