package dev.shadowland.benchmarks;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code bench jmh}. */
@Command(
        name = "jmh",
        showDefaultValues = true,
        description = {
            "Measures the hot paths one by one: codec, AEAD, replay window, acknowledgements,"
                    + " compression;",
            "and the curves of a handshake. gc.alloc.rate.norm is bytes allocated per call. At the"
                    + " end",
            "a line for each says time and bytes; less than half a byte is JMH's own bookkeeping.",
            "Exit status: 0 when all ran and no hot path allocates (BouncyCastle may), else 1."
        })
final class JmhCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATTERN",
            description = "only those whose name holds one of these regular expressions")
    private List<String> patterns = List.of();

    @Option(names = "--forks", paramLabel = "N", description = "JVMs per benchmark")
    private int forks = 1;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "measured ones per JVM, as many to warm up")
    private int iterations = 3;

    @Option(names = "--millis", paramLabel = "MS", description = "length of an iteration")
    private int millis = 500;

    @Override
    public Integer call() throws Exception {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .forks(forks)
                        .warmupIterations(iterations)
                        .measurementIterations(iterations)
                        .warmupTime(TimeValue.milliseconds(millis))
                        .measurementTime(TimeValue.milliseconds(millis))
                        // One that fails is missing in the results, and the others speak for it.
                        .shouldFailOnError(true)
                        .addProfiler(GCProfiler.class);
        patterns.forEach(options::include);
        var results = new Runner(options.build()).run();
        JmhVerdict.of(results).forEach(System.out::println);
        return results.isEmpty() || JmhVerdict.allocates(results) ? 1 : 0;
    }
}
