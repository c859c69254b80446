package dev.shadowland.benchmarks;

import dev.shadowland.benchmarks.edge.Progress;
import dev.shadowland.benchmarks.flood.FloodBenchmark;
import dev.shadowland.benchmarks.flood.FloodKind;
import dev.shadowland.benchmarks.flood.FloodOptions;
import dev.shadowland.benchmarks.flood.FloodReport;
import dev.shadowland.transport.datagram.linux.LinuxSocket;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;

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
            "Exit status: 0 all held, 1 something did not, 2 the command line is wrong."
        })
final class FloodCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

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

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        require(bots >= 1 && bots <= 10_000, "--bots must be 1..10000");
        require(rate >= 100 && rate <= 1_000_000, "--rate must be 100..1000000");
        require(seconds >= 1 && seconds <= 120, "--seconds must be 1..120");
        require(port >= 1_024 && port <= 65_535, "--port must be 1024..65535");
        Path folder = json == null ? null : json.toAbsolutePath().getParent();
        require(folder == null || Files.isWritable(folder), "--json: cannot write " + json);
        String unsupported = LinuxSocket.whyUnsupported();
        require(unsupported == null, "the flood is for Linux: " + unsupported);
        Progress progress = System.err::println;
        FloodOptions options =
                new FloodOptions(bots, port, rate, seconds, 250, EnumSet.copyOf(kinds));
        FloodReport report = new FloodBenchmark(options, progress).run();
        report.lines().forEach(System.out::println);
        Path file = json;
        if (file != null) {
            report.write(file);
        }
        return report.problems().isEmpty() ? 0 : 1;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
