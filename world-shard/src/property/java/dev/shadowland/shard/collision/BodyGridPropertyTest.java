package dev.shadowland.shard.collision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.behaviour.Sweep;
import dev.shadowland.actors.entity.Body;
import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.ghost.RowTable;
import dev.shadowland.shard.interest.InterestRules;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.shard.interest.WorldView;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.SplittableRandom;

class BodyGridPropertyTest {
    private static final MapGeometry MAP = MapGeometry.DEFAULT;
    private static final PositionQuantizer QUANTIZER =
            new PositionQuantizer(MAP.cellSize(), MAP.minZ());
    private static final Kinds KINDS = Kinds.seed();
    private static final InterestRules RULES =
            new InterestRules(KINDS, 1.1, Rings.DEFAULT, QUANTIZER.step());
    private static final double[] EDGES = {100, 500, 5_000};

    /** Cells about the map's middle, so that coordinates are below 0 as well. */
    @Property(tries = 200)
    void shouldFindWhatALookAtEverybodyFinds(
            @ForAll long seed, @ForAll @IntRange(min = 3, max = 4) int column) {
        SplittableRandom random = new SplittableRandom(seed);
        long cell = CellKey.of(0, 0, column, 4);
        WorldView view = new WorldView(MAP, new RowTable(MAP), cell, QUANTIZER, RULES, 200);
        double edge = EDGES[random.nextInt(EDGES.length)];
        BodyGrid grid = new BodyGrid(view, KINDS, QUANTIZER, edge);
        for (int tick = 1; tick <= 3; tick++) {
            int count = random.nextInt(400);
            view.rebuild(tick, rows(random, cell, count), count, new RowCopy());
            grid.beginTick(tick + 1);
            for (int shot = 0; shot < 40; shot++) {
                ask(random, cell, view, grid, seed);
            }
        }
        grid.beginTick(100);
        Sweep everywhere = new Sweep();
        everywhere.radius = 1e6;
        assertThat(grid.areMetBy(everywhere)).as("of a stale view").isFalse();
    }

    private static long[] rows(SplittableRandom random, long cell, int count) {
        long[] rows = new long[count * EntityRow.WORDS];
        for (int i = 0; i < count; i++) {
            Kind kind = KINDS.get(random.nextInt(KINDS.count()));
            double x = MAP.cellMinX(cell) + random.nextDouble() * 3_000;
            double y = MAP.cellMinY(cell) + random.nextDouble() * 3_000;
            int qx = QUANTIZER.quadrant(x);
            int qy = QUANTIZER.quadrant(y);
            int height = QUANTIZER.height(random.nextDouble() * 500);
            int at = i * EntityRow.WORDS;
            rows[at] = EntityRow.identity(i + 1, kind.type(), kind.subtype(), 255, 255);
            rows[at + EntityRow.GENERATION] = 1;
            rows[at + EntityRow.PLACE] =
                    EntityRow.place(QUANTIZER.offset(x, qx), QUANTIZER.offset(y, qy), height, 0);
            rows[at + EntityRow.REST] = EntityRow.rest(0, qx, qy);
        }
        return rows;
    }

    private static void ask(
            SplittableRandom random, long cell, WorldView view, BodyGrid grid, long seed) {
        Sweep sweep = new Sweep();
        double length = random.nextInt(10) == 0 ? 20_000 : 200;
        sweep.fromX = MAP.cellMinX(cell) + random.nextDouble() * 3_000;
        sweep.fromY = MAP.cellMinY(cell) + random.nextDouble() * 3_000;
        sweep.fromZ = random.nextDouble() * 700;
        sweep.alongX = length * (random.nextDouble() - 0.5);
        sweep.alongY = length * (random.nextDouble() - 0.5);
        sweep.alongZ = 200 * (random.nextDouble() - 0.5);
        sweep.radius = 25;
        sweep.except = random.nextInt(20);
        boolean isMet = false;
        for (int slot = 0; slot < view.limit(); slot++) {
            Body body = KINDS.get(view.kind(slot)).body();
            int id = view.id(slot);
            if (id != 0 && id != sweep.except && body.isSolid()) {
                isMet |=
                        sweep.touches(
                                body,
                                (view.stepsX(slot) + 0.5) * QUANTIZER.step(),
                                (view.stepsY(slot) + 0.5) * QUANTIZER.step(),
                                QUANTIZER.decodeHeight(view.stepsZ(slot)));
            }
        }
        assertThat(grid.areMetBy(sweep)).as("seed %d", seed).isEqualTo(isMet);
    }
}
