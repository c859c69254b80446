package dev.shadowland.benchmarks.world;

import dev.shadowland.benchmarks.edge.Progress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The whole of {@code bench world}. One thread, which is one of those that run the cells. */
public final class WorldBenchmark {
    /** Letting ten thousand in, and the clients' half when it takes longer than a tick leaves. */
    private static final double MORE_SECONDS = 2;

    private final WorldOptions options;
    private final Progress progress;

    /** Says how far it is. */
    public WorldBenchmark(WorldOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws IllegalStateException when cells do what they must not
     */
    public WorldReport run() {
        List<Point> points = options.points();
        progress.say(
                "%d rows of %.0f s: about %.0f minutes"
                        .formatted(
                                distinct(points),
                                options.secondsPerPoint(),
                                Math.ceil(
                                        distinct(points)
                                                * (options.secondsPerPoint() + MORE_SECONDS)
                                                / 60)));
        List<WorldResult> results = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            progress.say("%d of %d: %s".formatted(i + 1, points.size(), points.get(i).text()));
            WorldResult result = measure(points, i, results);
            results.add(result);
            progress.say(
                    "    tick p50 %.2f ms, p99 %.2f ms, %.2f µs per player and tick"
                            .formatted(
                                    result.tickMillis().p50(),
                                    result.tickMillis().p99(),
                                    result.microsPerPlayerTick()));
        }
        return WorldReport.of(results);
    }

    private WorldResult measure(List<Point> points, int index, List<WorldResult> done) {
        Point point = points.get(index);
        Integer same = sameBefore(points, index);
        if (same != null) {
            progress.say("    is the same world as row %d".formatted(same + 1));
            return done.get(same).as(point.layout());
        }
        System.gc(); // the world of the row before is not collected in the window of this one
        try (PointRun run = new PointRun(point, options)) {
            return run.run();
        }
    }

    private static long distinct(List<Point> points) {
        long count = 0;
        for (int i = 0; i < points.size(); i++) {
            count += sameBefore(points, i) == null ? 1 : 0;
        }
        return count;
    }

    private static @Nullable Integer sameBefore(List<Point> points, int index) {
        for (int i = 0; i < index; i++) {
            if (points.get(i).isSameWorldAs(points.get(index))) {
                return i;
            }
        }
        return null;
    }
}
