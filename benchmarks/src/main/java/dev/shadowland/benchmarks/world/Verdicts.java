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

    /**
     * The smallest object has sixteen bytes, and what a tick allocates it allocates at each: less
     * is the JVM's, now and then.
     */
    static final double ZERO_BYTES = 0.5;

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
        return new Verdict(
                row.name() + ", tick p99", row.tickMillis().p99(), TICK_MILLIS, "ms", row.flaw());
    }

    private static Optional<Verdict> growth(List<WorldResult> results, int threads) {
        Optional<WorldResult> few = row(results, Layout.DENSITY, FEW, threads);
        Optional<WorldResult> many = row(results, Layout.DENSITY, MANY, threads);
        return few.flatMap(less -> many.map(more -> growth(less, more)));
    }

    private static Verdict growth(WorldResult few, WorldResult many) {
        return new Verdict(
                "cost per player at equal density on %s, %d over %d players"
                        .formatted(Point.threads(few.threads()), MANY, FEW),
                many.microsPerPlayerTick() / few.microsPerPlayerTick(),
                MOST_GROWTH,
                "times",
                few.flaw().isEmpty() ? many.flaw() : few.flaw());
    }

    private static Verdict allocation(WorldResult worst) {
        double bytes = worst.allocatedBytesPerTick();
        String what =
                "allocated per tick, at most (%s; %d of %d ticks allocated)"
                        .formatted(worst.name(), worst.ticksThatAllocated(), worst.ticksRun());
        return new Verdict(what, bytes, ZERO_BYTES, "bytes", "");
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
                                        row.flaw()))
                .toList();
    }
}
