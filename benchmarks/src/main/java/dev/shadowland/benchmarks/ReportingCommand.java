package dev.shadowland.benchmarks;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** A measurement whose figures can also go to a file. */
abstract class ReportingCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there")
    private @Nullable Path json;

    /** Writes figures to a file. */
    interface Report {
        void write(Path file) throws IOException;
    }

    /** Refuses the command line, unless the claim holds. */
    final void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
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
