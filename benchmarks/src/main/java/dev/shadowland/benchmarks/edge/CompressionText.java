package dev.shadowland.benchmarks.edge;

import java.util.ArrayList;
import java.util.List;

/** What LZ4 saves, as a person reads it, and where the seed's expectation holds. */
final class CompressionText {
    private CompressionText() {}

    static List<String> of(List<CompressionResult> results) {
        if (results.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                "LZ4: plaintext that bots received from a real cluster; percent of the datagrams");
        lines.add(
                "%-28s %7s %6s %8s %7s %7s %9s %12s %10s"
                        .formatted(
                                "",
                                "blocks",
                                "B/each",
                                "> 512 B",
                                "tried",
                                "kept",
                                "saved",
                                "µs compress",
                                "µs expand"));
        results.forEach(row -> lines.add(line(row)));
        results.forEach(row -> lines.add(verdict(row)));
        return lines;
    }

    private static String line(CompressionResult row) {
        return "%-28s %7d %6d %7.1f%% %6.1f%% %6.1f%% %7.1f %% %12.2f %10.2f"
                .formatted(
                        row.kind(),
                        row.blocks(),
                        row.bytes() / row.blocks(),
                        row.longPercent(),
                        row.triedPercent(),
                        row.keptPercent(),
                        row.savedPercent(),
                        row.compressMicros(),
                        row.expandMicros());
    }

    private static String verdict(CompressionResult row) {
        String saves =
                row.savesAsTheSeedSays()
                        ? "holds"
                        : "does not hold (%.1f %%): %s".formatted(row.savedPercent(), row.whyNot());
        String time = row.isFastAsTheSeedSays() ? "holds" : "does not hold";
        return "  %s: the seed's 30-50 %% %s; its < 1 ms %s".formatted(row.kind(), saves, time);
    }
}
