package dev.shadowland.benchmarks;

import dev.shadowland.benchmarks.world.Layout;
import dev.shadowland.benchmarks.world.WorldBenchmark;
import dev.shadowland.benchmarks.world.WorldOptions;
import dev.shadowland.benchmarks.world.WorldReport;
import dev.shadowland.benchmarks.world.WorldText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code bench world}. */
@Command(
        name = "world",
        showDefaultValues = true,
        description = {
            "Measures what the world costs without its edges: in memory, through the 64 real cells"
                    + " of",
            "the default map with their ghosts, handovers and frames, at 60 Hz. Everybody walks,"
                    + " turns",
            "every 1.5 s and sends 20 inputs/s; everybody gets a snapshot each tick, of which 1 %%"
                    + " is lost.",
            "spread: players on the whole map. density: on a part of it that grows with them."
                    + " crowd: all",
            "in one cell, near each other, on one thread.",
            "A tick counts from when it was due to its last flush; ticks that are past when the one"
                    + " before",
            "ends are skipped, and count until the one that runs in their stead ends. Clients and"
                    + " gateway run in the gaps between ticks: when that takes longer",
            "than a gap, the world's clock stands still, for their cost is not the cells'. The age"
                    + " of an",
            "update is for how long a viewer has held an outdated position when its next snapshot"
                    + " is due,",
            "by distance: up to 8000 units (60 Hz wanted), up to 25600 (30 Hz), beyond (10 Hz).",
            "Cells that are late climb their overload ladder and tell less; a row says how high,"
                    + " and such a",
            "row reaches no mark.",
            "Exit status: 0 measured, whether or not the marks were reached, 1 clients were left"
                    + " with another",
            "world than the cells' or something went wrong, 2 the command line is wrong."
        })
final class WorldCommand extends ReportingCommand {
    @Option(
            names = "--players",
            split = ",",
            paramLabel = "N",
            description = "players in spread and density, 1..10000")
    private List<Integer> players = List.of(1_000, 2_500, 5_000, 10_000);

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            description = "threads that run cells in spread and density, 1..64")
    private List<Integer> threads = List.of(1, 2);

    @Option(
            names = "--layouts",
            split = ",",
            paramLabel = "LAYOUT",
            description = "only these: ${COMPLETION-CANDIDATES}")
    private Set<Layout> layouts = EnumSet.allOf(Layout.class);

    @Option(names = "--crowd", paramLabel = "N", description = "players in the crowd, 1..2000")
    private int crowd = 1_000;

    @Option(
            names = "--also-far",
            paramLabel = "HZ",
            description = {
                "one more row of spread, the fullest, with so many updates/s beyond 25600 units:",
                "0 for none, or 5, 10, 15, 20, 30, 60"
            })
    private int alsoFarHz = 20;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "measuring window of a row, 0.2..600")
    private double seconds = 10;

    @Option(names = "--warmup", paramLabel = "S", description = "ticks before the window, 0..600")
    private double warmup = 10;

    @Override
    public Integer call() throws Exception {
        requireInRange();
        WorldOptions options =
                new WorldOptions(
                        players,
                        threads,
                        EnumSet.copyOf(layouts),
                        crowd,
                        alsoFarHz,
                        seconds,
                        warmup);
        WorldReport report = new WorldBenchmark(options, System.err::println).run();
        WorldText.of(report).forEach(System.out::println);
        writeFile(report::write);
        return report.isWrong() ? 1 : 0;
    }

    private void requireInRange() {
        require(
                players.stream().allMatch(n -> n >= 1 && n <= Layout.FULL_MAP),
                "--players must be 1..10000");
        require(threads.stream().allMatch(n -> n >= 1 && n <= 64), "--threads must be 1..64");
        require(crowd >= 1 && crowd <= 2_000, "--crowd must be 1..2000");
        require(
                Set.of(0, 5, 10, 15, 20, 30, 60).contains(alsoFarHz),
                "--also-far must be 0, 5, 10, 15, 20, 30 or 60");
        require(seconds >= 0.2 && seconds <= 600, "--seconds must be 0.2..600");
        require(warmup >= 0 && warmup <= 600, "--warmup must be 0..600");
        requireWritableFile();
    }
}
