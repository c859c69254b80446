package dev.shadowland.loadtest.report;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people: aligned, at most 80 columns. */
public final class Summary {
    private static final int WIDTH = 80;

    private final List<String> lines = new ArrayList<>();

    private Summary() {}

    /** The lines of a report's summary. */
    public static List<String> of(Report report) {
        Summary summary = new Summary();
        summary.figures(report);
        summary.nodes(report);
        summary.troubles(report);
        summary.verdicts(report);
        return summary.lines.stream().map(Summary::cut).toList();
    }

    private void figures(Report report) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        "Swarm of %d bots, measured for %.1f s",
                        report.bots(),
                        report.durationSeconds()));
        lines.add("");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  ramp               %8.1f s  %s",
                        report.ramp().seconds(),
                        ofAll(report)));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  datagrams in       %8.0f /s   out %.0f /s",
                        report.datagramsPerSecondIn(),
                        report.datagramsPerSecondOut()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  bytes per client   %8.0f /s",
                        report.bytesPerClientPerSecond()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  entities in view   %8d p50  %d max",
                        report.visibleEntities().p50(),
                        report.visibleEntities().max()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  border crossings   %8d     by %d bots",
                        report.borderCrossings(),
                        report.botsCrossed()));
        lines.add(String.format(Locale.ROOT, "  corrections        %8d", report.corrections()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  inputs             %8d     %d left out by a late swarm",
                        report.inputs(),
                        report.inputsLeftOut()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  CPU per bot        %8.3f ms/s",
                        report.swarm().cpuMillisPerBotSecond()));
        lines.add("");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  %-20s%10s%10s%10s%10s",
                        "milliseconds",
                        "p50",
                        "p99",
                        "p99.9",
                        "max"));
        times("round trip", report.rttMillis());
        times("input to snapshot", report.inputToSnapshotMillis());
        times("snapshot gap", report.snapshotGapMillis());
    }

    private static String ofAll(Report report) {
        String complete = report.ramp().complete() ? "all connected" : "not all connected";
        long failed = report.ramp().failedAttempts();
        return failed == 0 ? complete : complete + ", " + failed + " attempts failed";
    }

    private void times(String what, Percentiles times) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  %-20s%10.2f%10.2f%10.2f%10.2f",
                        what,
                        times.p50(),
                        times.p99(),
                        times.p999(),
                        times.max()));
    }

    private void nodes(Report report) {
        if (report.nodes().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  %-20s%8s%8s%9s%9s%9s%8s",
                        "node",
                        "cells",
                        "players",
                        "tick p50",
                        "tick p99",
                        "ticks/s",
                        "skipped"));
        for (NodeFigures node : report.nodes()) {
            TickFigures ticks = node.tickMillis();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %-20s%8s%8s%9s%9s%9s%8s",
                            node.name().isEmpty() ? node.role() : node.name(),
                            text(node.cells()),
                            text(node.players()),
                            ticks == null ? "-" : text(ticks.p50()),
                            ticks == null ? "-" : text(ticks.p99()),
                            text(node.ticksPerSecond()),
                            text(node.ticksSkipped())));
        }
    }

    private static String text(@Nullable Number number) {
        return switch (number) {
            case null -> "-";
            case Double value -> String.format(Locale.ROOT, "%.2f", value);
            default -> number.toString();
        };
    }

    private void troubles(Report report) {
        report.losses()
                .forEach(
                        (reason, count) ->
                                lines.add(String.format(Locale.ROOT, "  %8d x %s", count, reason)));
        report.unreachable()
                .forEach(
                        node -> lines.add(String.format(Locale.ROOT, "  no status from %s", node)));
        report.violationExamples()
                .forEach(
                        (kind, examples) -> {
                            lines.add(
                                    String.format(
                                            Locale.ROOT,
                                            "  %d x %s, such as",
                                            report.violations().getOrDefault(kind, 0L),
                                            kind));
                            examples.forEach(
                                    example ->
                                            lines.add(
                                                    String.format(Locale.ROOT, "    %s", example)));
                        });
    }

    private void verdicts(Report report) {
        lines.add("");
        for (Report.Verdict verdict : report.verdicts()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %s  %-16s %s",
                            verdict.met() ? "PASS" : "FAIL",
                            verdict.demand(),
                            verdict.found()));
        }
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
    }
}
