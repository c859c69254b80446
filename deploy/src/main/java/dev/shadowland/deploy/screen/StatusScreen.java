package dev.shadowland.deploy.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Draws a {@link ClusterView}: a page of lines for a terminal, one line for a log. */
public final class StatusScreen {
    /** No line is longer, colours not counted. */
    public static final int WIDTH = 80;

    private static final String ROW = "  %-11s %-9s %5s %8s %10s %10s %8s %8s";
    private static final String LABEL = "  %-11s %s";

    private StatusScreen() {}

    /** The page, without line ends. */
    public static List<String> page(ClusterView view, Ink ink) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.bold(cut("Shadowland · %s".formatted(view.headline()))));
        lines.add("");
        lines.add(
                ink.faint(
                        ROW.formatted(
                                "node",
                                "state",
                                "cells",
                                "players",
                                "tick p50",
                                "tick p99",
                                "ticks/s",
                                "restarts")));
        view.rows().forEach(row -> lines.add(row(row, ink)));
        lines.add("");
        lines.add(LABEL.formatted("traffic", traffic(view)));
        lines.add(LABEL.formatted("clients", clients(view)));
        lines.add(LABEL.formatted("violations", violations(view, ink)));
        lines.add("");
        view.events().forEach(event -> lines.add(ink.faint(cut("  " + event))));
        lines.add(
                ink.faint(
                        "  up %s · Ctrl-C stops it all".formatted(Figures.clock(view.elapsed()))));
        return lines;
    }

    private static String row(ClusterView.Row row, Ink ink) {
        String text =
                ROW.formatted(
                        row.name(),
                        row.state(),
                        blank(row.count(StatusPaths.CELLS)),
                        blank(row.count(StatusPaths.PLAYERS)),
                        tick(row, StatusPaths.TICK_P50),
                        tick(row, StatusPaths.TICK_P99),
                        row.number(StatusPaths.TICKS_PER_SECOND).isPresent()
                                ? Figures.oneDecimal(row.number(StatusPaths.TICKS_PER_SECOND))
                                : "",
                        row.restarts() == 0 ? "" : Integer.toString(row.restarts()));
        String line = cut(text.stripTrailing());
        return row.state().equals("ready") ? line : ink.yellow(line);
    }

    private static String tick(ClusterView.Row row, String path) {
        return row.number(path).isPresent() ? Figures.millis(row.number(path)) : "";
    }

    private static String blank(OptionalLong value) {
        return value.isPresent() ? Figures.whole(value) : "";
    }

    private static String traffic(ClusterView view) {
        Traffic traffic = view.traffic();
        return "%s datagrams/s in · %s out · %s bytes/s per client"
                .formatted(
                        Figures.whole(traffic.datagramsIn()),
                        Figures.whole(traffic.datagramsOut()),
                        bytesPerClient(view));
    }

    private static String bytesPerClient(ClusterView view) {
        long connected = view.count(StatusPaths.BOTS_CONNECTED).orElse(0);
        return connected == 0 ? "–" : Figures.whole(view.traffic().bytesOut() / connected);
    }

    private static String clients(ClusterView view) {
        return "%s of %s connected · RTT p99 %s · %s disconnects"
                .formatted(
                        Figures.whole(view.count(StatusPaths.BOTS_CONNECTED)),
                        Figures.whole(view.bots()),
                        Figures.millis(view.number(StatusPaths.RTT_P99)),
                        Figures.whole(view.count(StatusPaths.DISCONNECTS)));
    }

    private static String violations(ClusterView view, Ink ink) {
        OptionalLong violations = view.count(StatusPaths.VIOLATIONS);
        String text = Figures.whole(violations);
        return violations.orElse(0) == 0 ? text : ink.red(text);
    }

    /** All of it in one line, for output that is no terminal. */
    public static String line(ClusterView view) {
        StringBuilder nodes = new StringBuilder();
        for (ClusterView.Row row : view.rows()) {
            if (row.count(StatusPaths.CELLS).isPresent()) {
                nodes.append(
                        " · %s %s cells %s players tick %s/%s"
                                .formatted(
                                        row.name(),
                                        Figures.whole(row.count(StatusPaths.CELLS)),
                                        Figures.whole(row.count(StatusPaths.PLAYERS)),
                                        Figures.oneDecimal(row.number(StatusPaths.TICK_P50)),
                                        Figures.millis(row.number(StatusPaths.TICK_P99))));
            } else if (!row.state().equals("ready")) {
                nodes.append(" · %s %s".formatted(row.name(), row.state()));
            }
        }
        return "%s bots %s%s · %s · %s violations"
                .formatted(
                        Figures.clock(view.elapsed()),
                        clients(view),
                        nodes,
                        traffic(view),
                        Figures.whole(view.count(StatusPaths.VIOLATIONS)));
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }
}
