package dev.shadowland.benchmarks;

import dev.shadowland.benchmarks.bandwidth.BandwidthBenchmark;
import dev.shadowland.benchmarks.bandwidth.BandwidthReport;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code bench bandwidth}. */
@Command(
        name = "bandwidth",
        showDefaultValues = true,
        description = {
            "Measures what an update of an entity takes against a full record of floats of 46"
                    + " bytes: the",
            "mean over records that carry a position of an entity that moves, id and share of head"
                    + " and",
            "frame included, on what bots receive from a real cluster on this machine; what each"
                    + " saving is",
            "worth; and apart from that what is saved by telling of distant entities less often.",
            "Exit status: 0 at least 75 %% less in every scene, 1 not, 2 the command line is wrong."
        })
final class BandwidthCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(
            names = "--bots",
            paramLabel = "N",
            description = "bots in each scene, 10..1000; every tenth records")
    private int bots = 100;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "measure this record-file of a swarm, and start no cluster")
    private @Nullable Path trace;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        require(bots >= 10 && bots <= 1_000, "--bots must be 10..1000");
        Path folder = json == null ? null : json.toAbsolutePath().getParent();
        require(folder == null || Files.isWritable(folder), "--json: cannot write " + json);
        Path recorded = trace;
        require(recorded == null || Files.isReadable(recorded), "--trace: cannot read " + trace);
        BandwidthReport report =
                recorded == null
                        ? BandwidthBenchmark.ofBots(bots, System.err::println)
                        : BandwidthBenchmark.ofTrace(recorded);
        report.lines().forEach(System.out::println);
        Path file = json;
        if (file != null) {
            report.write(file);
        }
        return report.holds() ? 0 : 1;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
