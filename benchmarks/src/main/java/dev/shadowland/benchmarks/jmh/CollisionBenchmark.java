package dev.shadowland.benchmarks.jmh;

import dev.shadowland.actors.behaviour.Sweep;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.collision.BodyGrid;
import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.ghost.RowTable;
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

/** Whom a shot meets: its way of one tick among bodies 10 m apart. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CollisionBenchmark {
    private static final MapGeometry MAP = MapGeometry.DEFAULT;
    private static final long CELL = CellKey.of(0, 0, 4, 4);
    private static final int STEPS_APART = 640;
    private static final double UNITS_PER_TICK = 2_500.0 / 60;
    private static final double SHOT_RADIUS = 25;

    /** Bodies that the cell sees. */
    @Param({"100", "1000"})
    private int bodies;

    private final PositionQuantizer quantizer = new PositionQuantizer(MAP.cellSize(), MAP.minZ());
    private final Kinds kinds = Kinds.seed();
    private final WorldView view =
            new WorldView(
                    MAP,
                    new RowTable(MAP),
                    CELL,
                    quantizer,
                    new InterestRules(kinds, 1.1, Rings.DEFAULT, quantizer.step()),
                    400);
    private final BodyGrid grid = new BodyGrid(view, kinds, quantizer, BodyGrid.EDGE);
    private final Sweep sweep = new Sweep();
    private final double[] ways = new double[256];
    private int way;

    /** Puts them up in rows. */
    @Setup
    public void putUp() {
        int edge = (int) Math.ceil(Math.sqrt(bodies));
        long[] rows = new long[bodies * EntityRow.WORDS];
        for (int i = 0; i < bodies; i++) {
            int at = i * EntityRow.WORDS;
            rows[at + EntityRow.IDENTITY] =
                    EntityRow.identity(i + 1, EntityType.PLAYER, 0, 255, 255);
            rows[at + EntityRow.GENERATION] = 1;
            rows[at + EntityRow.PLACE] =
                    EntityRow.place(
                            i % edge * STEPS_APART, i / edge * STEPS_APART, quantizer.height(0), 0);
            rows[at + EntityRow.REST] = EntityRow.rest(0, 0, 0);
        }
        view.rebuild(1, rows, bodies, new RowCopy());
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < ways.length; i++) {
            ways[i] = random.nextDouble() * edge * STEPS_APART * quantizer.step();
        }
        sweep.fromZ = 150;
        sweep.alongX = UNITS_PER_TICK;
        sweep.radius = SHOT_RADIUS;
        grid.beginTick(2);
    }

    /** The first shot of a tick: the bodies are sorted for it. */
    @Benchmark
    public boolean first() {
        grid.beginTick(2);
        return sweep();
    }

    /** Every other one. */
    @Benchmark
    public boolean sweep() {
        way = (way + 2) % ways.length;
        sweep.fromX = ways[way];
        sweep.fromY = ways[way + 1];
        return grid.areMetBy(sweep);
    }
}
