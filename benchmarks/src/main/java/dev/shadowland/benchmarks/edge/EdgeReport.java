package dev.shadowland.benchmarks.edge;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * What a run found; parts that were left out are null or empty.
 *
 * @param results a row per setting, in the order of measuring
 */
public record EdgeReport(
        Machine machine,
        List<EchoResult> results,
        @Nullable HandshakeResult handshakes,
        List<UnknownResult> unauthenticated,
        List<SaturationResult> saturation,
        List<CompressionResult> lz4) {

    /** The row that the goals are about, when it was measured. */
    public Optional<EchoResult> goalRow() {
        return results.stream().filter(EchoResult::isGoal).findFirst();
    }

    /**
     * Whether the run says nothing: its raw echo cost too much, for the machine was busy with
     * something else, or is another than LIMITS'; the load did not keep its rate; or answers are
     * missing. Only the goal's setting is held against LIMITS: the others have sparser arrivals or
     * longer datagrams than it measured.
     */
    public boolean isVoid() {
        return goalRow().filter(row -> whyVoid(row) != null).isPresent();
    }

    private static @Nullable String whyVoid(EchoResult row) {
        double raw = row.rawCpuMicrosPerEcho();
        if (Limits.isVoid(raw)) {
            return "the raw echo took %.2f µs, %.0f %% above LIMITS' %.2f (at most %.0f %%)"
                    .formatted(
                            raw,
                            100 * (raw / Limits.RAW_MICROS - 1),
                            Limits.RAW_MICROS,
                            100 * Limits.MOST_ABOVE);
        }
        if (row.isStarved()) {
            return "the load had no time for %.1f %% of its questions (less than %.0f %%)"
                    .formatted(row.skippedPercent(), Limits.MOST_SKIPPED_PERCENT);
        }
        return row.isDelivered()
                ? null
                : "%.2f %% of the gateway's echoes came back and %.2f %% of raw's (at least %.0f %%)"
                        .formatted(
                                row.deliveredPercent(),
                                row.rawDeliveredPercent(),
                                Limits.LEAST_DELIVERED_PERCENT);
    }

    /** Whether somebody unknown got more bytes than he sent. */
    public boolean amplifies() {
        return unauthenticated.stream().anyMatch(kind -> kind.replyRatio() > 1);
    }

    /** One line that says what the goal's row means. */
    public String verdict() {
        return goalRow().map(EdgeReport::verdict).orElse("no verdict: 240 Hz x 100 B was left out");
    }

    private static String verdict(EchoResult row) {
        double ratio = row.ratioToRaw().median();
        String whyVoid = whyVoid(row);
        if (whyVoid != null) {
            return "VOID: %s: x %.2f says nothing".formatted(whyVoid, ratio);
        }
        String word =
                ratio <= Limits.GOAL
                        ? "the goal is reached"
                        : ratio <= Limits.MUST ? "reached, the goal is not" : "MISSED";
        return "240 Hz x 100 B: x %.2f of raw (%.2f..%.2f); at most %.2f wanted, goal %.2f: %s"
                .formatted(
                        ratio,
                        row.ratioToRaw().min(),
                        row.ratioToRaw().max(),
                        Limits.MUST,
                        Limits.GOAL,
                        word);
    }
}
