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
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

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
            "Exit status: 0 when all ran and no hot path allocates (BouncyCastle may), 1 when not,",
            "2 the command line is wrong."
        })
final class JmhCommand extends MeasuringCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "PATTERN",
            description = "only those whose name holds one of these regular expressions")
    private List<String> patterns = List.of();

    @Option(names = "--forks", paramLabel = "N", description = "JVMs per benchmark, 1..20")
    private int forks = 1;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "measured ones per JVM, as many to warm up, 1..100")
    private int iterations = 3;

    @Option(
            names = "--millis",
            paramLabel = "MS",
            description = "length of an iteration, 10..60000")
    private int millis = 500;

    @Override
    public Integer call() throws Exception {
        requireInRange();
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

    private void requireInRange() {
        require(forks >= 1 && forks <= 20, "--forks must be 1..20");
        require(iterations >= 1 && iterations <= 100, "--iterations must be 1..100");
        require(millis >= 10 && millis <= 60_000, "--millis must be 10..60000");
        patterns.forEach(pattern -> require(isRegex(pattern), pattern + ": no regular expression"));
    }

    private static boolean isRegex(String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException _) {
            return false;
        }
    }
}
