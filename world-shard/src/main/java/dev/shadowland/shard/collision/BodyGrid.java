package dev.shadowland.shard.collision;

import dev.shadowland.actors.behaviour.Obstacles;
import dev.shadowland.actors.behaviour.Sweep;
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
    public boolean areMetBy(Sweep sweep) {
        if (!isSorted) {
            isSorted = true;
            sort();
        }
        double around = sweep.radius + widest;
        int fromX = lowest(sweep.fromX, sweep.alongX, around);
        int fromY = lowest(sweep.fromY, sweep.alongY, around);
        int fromZ = lowest(sweep.fromZ, sweep.alongZ, sweep.radius + highest);
        int toX = uppermost(sweep.fromX, sweep.alongX, around);
        int toY = uppermost(sweep.fromY, sweep.alongY, around);
        int toZ = uppermost(sweep.fromZ, sweep.alongZ, sweep.radius);
        long cubes = (toX - fromX + 1L) * (toY - fromY + 1L) * (toZ - fromZ + 1L);
        if (cubes >= buckets.length) { // a way as long as that comes near everybody anyway
            return isAnybodyMetBy(sweep);
        }
        for (int z = fromZ; z <= toZ; z++) {
            for (int y = fromY; y <= toY; y++) {
                for (int x = fromX; x <= toX; x++) {
                    if (isMetIn(bucket(x, y, z), sweep)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private int lowest(double from, double along, double around) {
        return cube(Math.min(from, from + along) - around);
    }

    private int uppermost(double from, double along, double around) {
        return cube(Math.max(from, from + along) + around);
    }

    private boolean isAnybodyMetBy(Sweep sweep) {
        for (int at = 0; at < count; at++) {
            if (isMet(at, sweep)) {
                return true;
            }
        }
        return false;
    }

    private boolean isMetIn(int bucket, Sweep sweep) {
        for (int at = buckets[bucket]; at != NONE; at = next[at]) {
            if (isMet(at, sweep)) {
                return true;
            }
        }
        return false;
    }

    private boolean isMet(int at, Sweep sweep) {
        return ids[at] != sweep.except
                && sweep.touches(kinds.get(bodies[at]).body(), xs[at], ys[at], zs[at]);
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
