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

    private static final String RATE = "gc.alloc.rate";

    /** JMH's own bookkeeping leaves fractions of a byte per call. */
    private static final double ZERO_BELOW = 0.5;

    /** From here on every call makes something, as small as it may be. */
    private static final double SMALLEST_OBJECT = 8;

    /** MB per second of the bookkeeping: 0.019, whatever runs, so it is bytes in a long call. */
    private static final double BOOKKEEPING_RATE = 0.04;

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
        boolean anyHot = results.stream().map(JmhVerdict::name).anyMatch(JmhVerdict::isHot);
        lines.add(verdict(allocating, anyHot));
        return lines;
    }

    static String verdict(List<String> allocating, boolean anyHot) {
        if (!allocating.isEmpty()) {
            return "hot paths that ALLOCATE: " + String.join(", ", allocating);
        }
        return anyHot ? "hot paths: 0 B/op, all of them" : "hot paths: none was measured";
    }

    private static boolean isHot(String name) {
        return !name.contains(COLD) && !name.contains(PORTABLE);
    }

    /** Whether a path that must not allocate does. */
    static boolean allocates(Collection<RunResult> results) {
        return results.stream().anyMatch(JmhVerdict::isHotAndAllocates);
    }

    private static boolean isHotAndAllocates(RunResult result) {
        return isHotAndAllocates(name(result), read(result, ALLOCATED), read(result, RATE));
    }

    static boolean isHotAndAllocates(String name, double bytes, double rate) {
        return isHot(name) && !isZero(bytes, rate);
    }

    /** False when JMH did not say. */
    private static boolean isZero(double bytes, double rate) {
        return bytes < ZERO_BELOW || (bytes < SMALLEST_OBJECT && rate < BOOKKEEPING_RATE);
    }

    private static String line(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        double bytes = read(result, ALLOCATED);
        return "%-52s %12.1f %s %10s B/op"
                .formatted(
                        name(result),
                        time.getScore(),
                        time.getScoreUnit(),
                        isZero(bytes, read(result, RATE)) ? "0" : "%.1f".formatted(bytes));
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
    private static double read(RunResult result, String measure) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(measure))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }
}
