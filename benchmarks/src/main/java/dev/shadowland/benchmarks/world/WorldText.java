package dev.shadowland.benchmarks.world;

import dev.shadowland.benchmarks.edge.Machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as a person reads it. */
public final class WorldText {
    private WorldText() {}

    /** The lines. */
    public static List<String> of(WorldReport report) {
        List<String> lines = new ArrayList<>();
        Machine machine = report.machine();
        lines.add(
                "%s, %d cores; %s; %s"
                        .formatted(
                                machine.processor(),
                                machine.cores(),
                                machine.kernel(),
                                machine.java()));
        lines.add("");
        lines.add("tick in ms, from when it was due to its last flush; CPU µs per player and tick");
        lines.add(
                "%-8s %7s %7s %6s  %8s %8s %8s %8s %5s %8s %7s %7s  %-18s %9s %8s"
                        .formatted(
                                "layout",
                                "players",
                                "threads",
                                "far Hz",
                                "p50",
                                "p99",
                                "max",
                                "skipped",
                                "rung",
                                "µs",
                                "records",
                                "bytes",
                                "age p99 by ring",
                                "B/tick",
                                "moves"));
        report.results().forEach(row -> lines.add(line(row)));
        addBlock(lines, curves(report.results()));
        addBlock(
                lines,
                report.results().stream()
                        .filter(row -> row.disagreements() > 0)
                        .map(WorldText::disagreement)
                        .toList());
        addBlock(lines, report.verdicts().stream().map(Verdict::text).toList());
        return List.copyOf(lines);
    }

    private static void addBlock(List<String> lines, List<String> block) {
        if (!block.isEmpty()) {
            lines.add("");
            lines.addAll(block);
        }
    }

    /** One row of the table. */
    static String line(WorldResult row) {
        return "%-8s %7d %7d %6d  %8.2f %8.2f %8.2f %7.1f%% %5d %8.2f %7.1f %7.0f  %-18s %9.1f %8.2f"
                .formatted(
                        row.layout().text(),
                        row.players(),
                        row.threads(),
                        row.farHz(),
                        row.tickMillis().p50(),
                        row.tickMillis().p99(),
                        row.tickMillis().max(),
                        100 * row.skippedShare(),
                        row.highestRung(),
                        row.microsPerPlayerTick(),
                        row.recordsPerClientTick(),
                        row.bytesPerClientTick(),
                        ages(row),
                        row.allocatedBytesPerTick(),
                        row.handoversPerTick());
    }

    private static String ages(WorldResult row) {
        List<String> ages = new ArrayList<>();
        for (Ring ring : Ring.values()) {
            Ages.InRing age = row.updateAgeMillis().get(ring.text());
            ages.add(age == null ? "-" : "%.0f".formatted(age.p99()));
        }
        return String.join(" / ", ages);
    }

    /** How the cost of a player grows with their number. */
    private static List<String> curves(List<WorldResult> results) {
        Map<String, List<WorldResult>> curves = new LinkedHashMap<>();
        for (WorldResult row : results) {
            if (row.farHz() != Rates.WANTED.farHz()) {
                continue;
            }
            String name =
                    switch (row.layout()) {
                        case SPREAD -> "on the whole map";
                        case DENSITY -> "at equal density";
                        case CROWD -> "in a crowd";
                    };
            curves.computeIfAbsent(
                            name + ", " + Point.threads(row.threads()), _ -> new ArrayList<>())
                    .add(row);
        }
        return curves.entrySet().stream()
                .filter(curve -> curve.getValue().size() > 1)
                .map(curve -> "µs per player " + curve.getKey() + ": " + curve(curve.getValue()))
                .toList();
    }

    private static String curve(List<WorldResult> rows) {
        double first = rows.getFirst().microsPerPlayerTick();
        return String.join(
                ", ",
                rows.stream()
                        .map(
                                row ->
                                        "%d: %.2f (x %.2f)"
                                                .formatted(
                                                        row.players(),
                                                        row.microsPerPlayerTick(),
                                                        row.microsPerPlayerTick() / first))
                        .toList());
    }

    private static String disagreement(WorldResult row) {
        return "%s %s: after %d quiet ticks viewers hold %d entities otherwise than the cells"
                .formatted(
                        row.isWrong() ? "WRONG:" : "BEHIND:",
                        row.name(),
                        row.quietTicks(),
                        row.disagreements());
    }
}
