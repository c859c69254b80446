package dev.shadowland.benchmarks;

import dev.shadowland.benchmarks.edge.EdgeBenchmark;
import dev.shadowland.benchmarks.edge.EdgeOptions;
import dev.shadowland.benchmarks.edge.EdgeReport;
import dev.shadowland.benchmarks.edge.ReportJson;
import dev.shadowland.benchmarks.edge.ReportText;
import dev.shadowland.transport.datagram.linux.LinuxSocket;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code bench edge}. */
@Command(
        name = "edge",
        showDefaultValues = true,
        description = {
            "Measures what a datagram through the gateway costs: 256 clients on loopback, each with"
                    + " its own",
            "socket, get their payloads back through the gateway's real"
                    + " receive-open-handle-seal-send path;",
            "in the same run, in order A-B-B-A, a raw recvmmsg/sendmmsg echo without protocol or"
                    + " cipher.",
            "Exit status: 0 measured, 1 the run is void or the gateway answers strangers with more"
                    + " than",
            "they send, 2 the command line is wrong or this is not Linux."
        })
final class EdgeCommand extends ReportingCommand {
    @Option(names = "--rounds", paramLabel = "N", description = "rounds A-B-B-A per setting, 1..20")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "measuring window of a leg, 0.2..60")
    private double seconds = 1.5;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            description = "load before the first window, per server and payload, 0..60")
    private double warmup = 3;

    @Option(names = "--sockets", paramLabel = "N", description = "client sockets, 4..1024")
    private int sockets = 256;

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "HZ",
            description = "datagrams per second and client, 1..1000")
    private List<Integer> rates = List.of(240, 60);

    @Option(
            names = "--payload",
            split = ",",
            paramLabel = "BYTES",
            description = "bytes that come back, 16..1000")
    private List<Integer> payloads = List.of(100, 1000);

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "run only these: ${COMPLETION-CANDIDATES}")
    private Set<EdgeOptions.Part> only = EnumSet.allOf(EdgeOptions.Part.class);

    @Override
    public Integer call() throws Exception {
        requireInRange();
        String unsupported = LinuxSocket.whyUnsupported();
        require(unsupported == null, "the raw echo needs recvmmsg and sendmmsg: " + unsupported);
        EdgeOptions options =
                new EdgeOptions(sockets, rounds, seconds, warmup, rates, payloads, only);
        EdgeReport report = new EdgeBenchmark(options, System.err::println).run();
        ReportText.of(report).forEach(System.out::println);
        writeFile(file -> ReportJson.write(report, file));
        return report.isVoid() || report.amplifies() ? 1 : 0;
    }

    private void requireInRange() {
        require(rounds >= 1 && rounds <= 20, "--rounds must be 1..20");
        require(seconds >= 0.2 && seconds <= 60, "--seconds must be 0.2..60");
        require(warmup >= 0 && warmup <= 60, "--warmup must be 0..60");
        require(sockets >= 4 && sockets <= 1024, "--sockets must be 4..1024");
        require(rates.stream().allMatch(r -> r >= 1 && r <= 1000), "--rate must be 1..1000");
        require(
                payloads.stream().allMatch(p -> p >= 16 && p <= 1000),
                "--payload must be 16..1000");
        requireWritableFile();
    }
}
