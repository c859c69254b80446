package dev.shadowland.benchmarks;

import dev.shadowland.benchmarks.edge.Progress;
import dev.shadowland.benchmarks.flood.FloodBenchmark;
import dev.shadowland.benchmarks.flood.FloodKind;
import dev.shadowland.benchmarks.flood.FloodOptions;
import dev.shadowland.benchmarks.flood.FloodReport;
import dev.shadowland.transport.datagram.linux.LinuxSocket;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.EnumSet;
import java.util.Set;

/** {@code bench flood}. */
@Command(
        name = "flood",
        showDefaultValues = true,
        description = {
            "Has bots play through a cluster of its own on this machine, in peace and then under"
                    + " floods",
            "from loopback addresses and, as root, from the bots' own. The floods take cores from"
                    + " the",
            "players: on few cores a rate above some ten thousand measures the machine, not the"
                    + " gateway.",
            "Exit status: 0 all held, 1 something did not or was not measured, 2 the command line"
                    + " is wrong,",
            "3 what was sent held, but kinds were left out (without root, name those for all with"
                    + " --kind)."
        })
final class FloodCommand extends ReportingCommand {
    @Option(names = "--bots", paramLabel = "N", description = "bots who play, 1..10000")
    private int bots = 200;

    @Option(names = "--rate", paramLabel = "N", description = "datagrams/s, 100..1000000")
    private int rate = 100_000;

    @Option(names = "--seconds", paramLabel = "S", description = "of each kind of flood, 1..120")
    private int seconds = 10;

    @Option(names = "--port", paramLabel = "N", description = "UDP port of the gateway")
    private int port = 3575;

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "only these: ${COMPLETION-CANDIDATES}")
    private Set<FloodKind> kinds = EnumSet.allOf(FloodKind.class);

    @Override
    public Integer call() throws Exception {
        require(bots >= 1 && bots <= 10_000, "--bots must be 1..10000");
        require(rate >= 100 && rate <= 1_000_000, "--rate must be 100..1000000");
        require(seconds >= 1 && seconds <= 120, "--seconds must be 1..120");
        require(port >= 1_024 && port <= 65_535, "--port must be 1024..65535");
        requireWritableFile();
        String unsupported = LinuxSocket.whyUnsupported();
        require(unsupported == null, "the flood is for Linux: " + unsupported);
        Progress progress = System.err::println;
        FloodOptions options =
                new FloodOptions(bots, port, rate, seconds, 250, EnumSet.copyOf(kinds));
        FloodReport report = new FloodBenchmark(options, progress).run();
        report.lines().forEach(System.out::println);
        writeFile(report::write);
        return report.outcome().status();
    }
}
