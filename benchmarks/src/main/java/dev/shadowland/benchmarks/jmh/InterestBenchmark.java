package dev.shadowland.benchmarks.jmh;

import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.ghost.RowTable;
import dev.shadowland.shard.interest.GridIndex;
import dev.shadowland.shard.interest.InterestRefresh;
import dev.shadowland.shard.interest.InterestRules;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.shard.interest.WorldView;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What a cell sees: renewed each tick, searched for each viewer every sixth. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InterestBenchmark {
    private static final MapGeometry MAP = MapGeometry.DEFAULT;
    private static final long CELL = CellKey.of(0, 0, 4, 4);

    /** Entities in the cell. */
    @Param({"100", "1000"})
    private int entities;

    /** Who they are: players alone, or as many of every other kind as there are players. */
    @Param({"player", "all"})
    private String kinds = "player";

    private final PositionQuantizer quantizer = new PositionQuantizer(MAP.cellSize(), MAP.minZ());
    private final InterestRules rules =
            new InterestRules(Kinds.seed(), 1.1, Rings.DEFAULT, quantizer.step());
    private final WorldView view =
            new WorldView(MAP, new RowTable(MAP), CELL, quantizer, rules, 400);
    private final GridIndex grid = new GridIndex(view, rules, GridIndex.EDGE, quantizer.step());
    private final InterestRefresh interest =
            new InterestRefresh(view, grid, rules, quantizer.step());
    private final RowCopy copy = new RowCopy();
    private long[] rows = new long[0];
    private long tick = 1_000;
    private int viewer;

    /** Spreads them over the cell. */
    @Setup
    public void spread() {
        SplittableRandom random = new SplittableRandom(7);
        rows = new long[entities * EntityRow.WORDS];
        for (int i = 0; i < entities; i++) {
            Kind kind = rules.kinds().get(kinds.equals("all") ? i % rules.kinds().count() : 0);
            int at = i * EntityRow.WORDS;
            rows[at + EntityRow.IDENTITY] =
                    EntityRow.identity(i + 1, kind.type(), kind.subtype(), 255, 255);
            rows[at + EntityRow.GENERATION] = 1;
            rows[at + EntityRow.PLACE] =
                    EntityRow.place(random.nextInt(65_536), random.nextInt(65_536), 8_000, 0);
            rows[at + EntityRow.REST] = EntityRow.rest(0, 0, 0);
        }
        update();
    }

    /** A tick in which everybody moved: the view and its grid. */
    @Benchmark
    public int update() {
        tick++;
        for (int at = EntityRow.PLACE; at < rows.length; at += EntityRow.WORDS) {
            rows[at] ^= tick & 1;
        }
        view.rebuild(tick, rows, entities, copy);
        interest.beginTick();
        grid.rebuild();
        return view.count();
    }

    /** What is near one viewer. */
    @Benchmark
    public int query() {
        viewer = viewer + 1 < entities ? viewer + 1 : 0;
        return interest.look(view.ownSlot(viewer), 0).count();
    }
}
