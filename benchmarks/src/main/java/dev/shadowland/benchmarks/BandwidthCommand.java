package dev.shadowland.benchmarks;

import dev.shadowland.benchmarks.bandwidth.BandwidthBenchmark;
import dev.shadowland.benchmarks.bandwidth.BandwidthReport;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;

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
final class BandwidthCommand extends ReportingCommand {
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

    @Override
    public Integer call() throws Exception {
        require(bots >= 10 && bots <= 1_000, "--bots must be 10..1000");
        requireWritableFile();
        Path recorded = trace;
        require(recorded == null || Files.isReadable(recorded), "--trace: cannot read " + trace);
        BandwidthReport report =
                recorded == null
                        ? BandwidthBenchmark.ofBots(bots, System.err::println)
                        : BandwidthBenchmark.ofTrace(recorded);
        report.lines().forEach(System.out::println);
        writeFile(report::write);
        return report.holds() ? 0 : 1;
    }
}
