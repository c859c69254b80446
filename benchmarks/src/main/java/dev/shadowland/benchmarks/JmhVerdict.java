package dev.shadowland.benchmarks;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a run of JMH says of each benchmark: time and bytes allocated per call. */
final class JmhVerdict {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** JMH's own bookkeeping leaves fractions of a byte; the smallest object has 16. */
    private static final double ZERO_BELOW = 0.5;

    /** Cold: a handshake's work. */
    private static final String COLD = "CurvesBenchmark";

    /** Whose garbage is not ours. */
    private static final String PORTABLE = "bouncycastle";

    private JmhVerdict() {}

    /** A line for each, and one that sums up. */
    static List<String> of(Collection<RunResult> results) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        results.forEach(result -> lines.add(line(result)));
        List<String> allocating =
                results.stream()
                        .filter(JmhVerdict::isHotAndAllocates)
                        .map(JmhVerdict::name)
                        .toList();
        lines.add("");
        lines.add(
                allocating.isEmpty()
                        ? "hot paths: 0 B/op, all of them"
                        : "hot paths that ALLOCATE: " + String.join(", ", allocating));
        return lines;
    }

    /** Whether a path that must not allocate does. */
    static boolean allocates(Collection<RunResult> results) {
        return results.stream().anyMatch(JmhVerdict::isHotAndAllocates);
    }

    private static boolean isHotAndAllocates(RunResult result) {
        return isHotAndAllocates(name(result), allocated(result));
    }

    static boolean isHotAndAllocates(String name, double bytes) {
        return !name.contains(COLD) && !name.contains(PORTABLE) && !(bytes < ZERO_BELOW);
    }

    private static String line(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        double bytes = allocated(result);
        return "%-52s %12.1f %s %10s B/op"
                .formatted(
                        name(result),
                        time.getScore(),
                        time.getScoreUnit(),
                        bytes < ZERO_BELOW ? "0" : "%.1f".formatted(bytes));
    }

    private static String name(RunResult result) {
        BenchmarkParams params = result.getParams();
        String method = params.getBenchmark();
        StringBuilder name =
                new StringBuilder(
                        method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1));
        params.getParamsKeys().forEach(key -> name.append(' ').append(params.getParam(key)));
        return name.toString();
    }

    /** NaN, which is not zero, when JMH did not say. */
    private static double allocated(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(ALLOCATED))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }
}
