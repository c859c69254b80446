package dev.shadowland.benchmarks.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The marks that the rows of a report reach or miss; a mark whose rows were left out has none. */
final class Verdicts {
    static final double TICK_MILLIS = 16.67;
    static final double MOST_GROWTH = 1.5;
    static final int FEW = 1_000;
    static final int MANY = Layout.FULL_MAP;
    static final int SPREAD_THREADS = 2;

    /** The smallest object has sixteen bytes: less than one in a window of ticks is none. */
    private static final double ZERO_BYTES = 0.5;

    private Verdicts() {}

    /** In the order of the goals. */
    static List<Verdict> of(List<WorldResult> results) {
        List<Verdict> verdicts = new ArrayList<>();
        Optional<WorldResult> goal = row(results, Layout.SPREAD, MANY, SPREAD_THREADS);
        goal.ifPresent(row -> verdicts.add(tick(row)));
        results.stream()
                .map(WorldResult::threads)
                .distinct()
                .sorted()
                .forEach(threads -> growth(results, threads).ifPresent(verdicts::add));
        row(results, Layout.CROWD, FEW, 1).ifPresent(row -> verdicts.add(tick(row)));
        results.stream()
                .max(Comparator.comparingDouble(WorldResult::allocatedBytesPerTick))
                .ifPresent(row -> verdicts.add(allocation(row)));
        goal.ifPresent(row -> verdicts.addAll(ages(row)));
        return List.copyOf(verdicts);
    }

    private static Optional<WorldResult> row(
            List<WorldResult> results, Layout layout, int players, int threads) {
        return results.stream().filter(row -> row.isOf(layout, players, threads)).findFirst();
    }

    private static Verdict tick(WorldResult row) {
        String but =
                row.skippedShare() > 0.01
                        ? "%.0f %% of the ticks were skipped".formatted(100 * row.skippedShare())
                        : "";
        String what =
                "%s of %d players on %s, tick p99"
                        .formatted(
                                row.layout().text(), row.players(), Point.threads(row.threads()));
        return new Verdict(what, row.tickMillis().p99(), TICK_MILLIS, "ms", but);
    }

    private static Optional<Verdict> growth(List<WorldResult> results, int threads) {
        Optional<WorldResult> few = row(results, Layout.DENSITY, FEW, threads);
        Optional<WorldResult> many = row(results, Layout.DENSITY, MANY, threads);
        return few.flatMap(
                less ->
                        many.map(
                                more ->
                                        new Verdict(
                                                "cost per player at equal density, %d over %d players, %s"
                                                        .formatted(
                                                                MANY, FEW, Point.threads(threads)),
                                                more.microsPerPlayerTick()
                                                        / less.microsPerPlayerTick(),
                                                MOST_GROWTH,
                                                "times",
                                                "")));
    }

    private static Verdict allocation(WorldResult worst) {
        double bytes = worst.allocatedBytesPerTick();
        String what =
                "allocated per tick, at most (%s of %d, %s; %.1f without handovers)"
                        .formatted(
                                worst.layout().text(),
                                worst.players(),
                                Point.threads(worst.threads()),
                                worst.allocatedBytesPerTickWithoutHandover());
        return new Verdict(what, bytes < ZERO_BYTES ? 0 : bytes, 0, "bytes", "");
    }

    private static List<Verdict> ages(WorldResult row) {
        return row.updateAgeMillis().entrySet().stream()
                .map(
                        ring ->
                                new Verdict(
                                        "age of updates in the %s ring, p99"
                                                .formatted(ring.getKey()),
                                        ring.getValue().p99(),
                                        ring.getValue().twoPeriods(),
                                        "ms",
                                        ""))
                .toList();
    }
}
