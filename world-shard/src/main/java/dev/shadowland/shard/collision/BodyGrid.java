package dev.shadowland.shard.collision;

import dev.shadowland.actors.behaviour.Obstacles;
import dev.shadowland.actors.entity.Body;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.interest.WorldView;

import java.util.Arrays;

/**
 * The bodies that a cell sees, its own and its neighbours', by cubes of a grid: what flies across a
 * border meets whoever stands behind it. Cubes are far more than bodies, so they are hashed; who
 * shares a bucket by chance is told apart by its place. Bodies stand where the view of the last
 * tick has them. Sorted at the first question in a tick only. Owned by the cell's thread; grows and
 * never shrinks.
 */
public final class BodyGrid implements Obstacles {
    /** Edge of a cube in units (the seed's). */
    public static final double EDGE = 500;

    /** Ticks after which a view says nothing any more: nobody was looked at meanwhile. */
    private static final int STALE_TICKS = 12;

    private static final int NONE = -1;

    private final WorldView view;
    private final Kinds kinds;
    private final PositionQuantizer quantizer;
    private final double edge;
    private final double widest;
    private final double highest;
    private final Sweep sweep = new Sweep();
    private int[] buckets = new int[256];
    private int[] next = new int[128];
    private double[] xs = new double[128];
    private double[] ys = new double[128];
    private double[] zs = new double[128];
    private int[] ids = new int[128];
    private int[] bodies = new int[128];
    private boolean isSorted;
    private int count;
    private int tick;
    private int exempt;

    /**
     * An empty grid of a view.
     *
     * @param edge of a cube in units
     */
    public BodyGrid(WorldView view, Kinds kinds, PositionQuantizer quantizer, double edge) {
        this.view = view;
        this.kinds = kinds;
        this.quantizer = quantizer;
        this.edge = edge;
        double wide = 0;
        double high = 0;
        for (int kind = 0; kind < kinds.count(); kind++) {
            Body body = kinds.get(kind).body();
            wide = body.isSolid() ? Math.max(wide, body.radius()) : wide;
            high = Math.max(high, body.height());
        }
        this.widest = wide;
        this.highest = high;
    }

    /** Questions from now on are of this tick; the view is of one before. */
    public void beginTick(long now) {
        tick = (int) now;
        isSorted = false;
    }

    @Override
    public double firstHit(
            double fromX,
            double fromY,
            double fromZ,
            double toX,
            double toY,
            double toZ,
            double radius,
            int except) {
        if (!isSorted) {
            isSorted = true;
            sort();
        }
        sweep.fromX = fromX;
        sweep.fromY = fromY;
        sweep.fromZ = fromZ;
        sweep.alongX = toX - fromX;
        sweep.alongY = toY - fromY;
        sweep.alongZ = toZ - fromZ;
        sweep.radius = radius;
        exempt = except;
        int fromCubeX = cube(Math.min(fromX, toX) - radius - widest);
        int fromCubeY = cube(Math.min(fromY, toY) - radius - widest);
        int fromCubeZ = cube(Math.min(fromZ, toZ) - radius - highest);
        int toCubeX = cube(Math.max(fromX, toX) + radius + widest);
        int toCubeY = cube(Math.max(fromY, toY) + radius + widest);
        int toCubeZ = cube(Math.max(fromZ, toZ) + radius);
        long cubes =
                (toCubeX - fromCubeX + 1L)
                        * (toCubeY - fromCubeY + 1L)
                        * (toCubeZ - fromCubeZ + 1L);
        if (cubes >= buckets.length) { // a way as long as that comes near everybody anyway
            return firstOfAll();
        }
        double first = CLEAR;
        for (int z = fromCubeZ; z <= toCubeZ; z++) {
            for (int y = fromCubeY; y <= toCubeY; y++) {
                for (int x = fromCubeX; x <= toCubeX; x++) {
                    first = Math.min(first, firstIn(bucket(x, y, z)));
                }
            }
        }
        return first;
    }

    private double firstOfAll() {
        double first = CLEAR;
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            first = Math.min(first, firstIn(bucket));
        }
        return first;
    }

    private double firstIn(int bucket) {
        double first = CLEAR;
        for (int at = buckets[bucket]; at != NONE; at = next[at]) {
            if (ids[at] == exempt) {
                continue;
            }
            Body body = kinds.get(bodies[at]).body();
            double low = zs[at] + body.low();
            double high = zs[at] + body.high();
            first = Math.min(first, sweep.meets(xs[at], ys[at], low, high, body.radius()));
        }
        return first;
    }

    private void sort() {
        count = 0;
        Arrays.fill(buckets, NONE);
        if (tick - view.tick() > STALE_TICKS) {
            return;
        }
        fit(view.count());
        for (int slot = 0; slot < view.limit(); slot++) {
            if (view.id(slot) != 0 && kinds.get(view.kind(slot)).body().isSolid()) {
                add(slot);
            }
        }
    }

    private void add(int slot) {
        int at = count++;
        xs[at] = (view.stepsX(slot) + 0.5) * quantizer.step();
        ys[at] = (view.stepsY(slot) + 0.5) * quantizer.step();
        zs[at] = quantizer.decodeHeight(view.stepsZ(slot));
        ids[at] = view.id(slot);
        bodies[at] = view.kind(slot);
        int bucket = bucket(cube(xs[at]), cube(ys[at]), cube(zs[at]));
        next[at] = buckets[bucket];
        buckets[bucket] = at;
    }

    private void fit(int needed) {
        if (next.length < needed) {
            int capacity = Integer.highestOneBit(needed) * 2;
            buckets = new int[capacity * 2];
            Arrays.fill(buckets, NONE);
            next = new int[capacity];
            xs = new double[capacity];
            ys = new double[capacity];
            zs = new double[capacity];
            ids = new int[capacity];
            bodies = new int[capacity];
        }
    }

    private int cube(double units) {
        return (int) Math.floor(units / edge);
    }

    private int bucket(int x, int y, int z) {
        int hash = x * 0x9E37_79B1 + y * 0x85EB_CA77 + z * 0xC2B2_AE3D;
        return (hash ^ hash >>> 15) & (buckets.length - 1);
    }
}
