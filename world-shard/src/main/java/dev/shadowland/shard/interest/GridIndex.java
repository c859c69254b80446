package dev.shadowland.shard.interest;

import java.util.Arrays;

/**
 * The entities of a {@link WorldView} by tier and, within it, by cubes of a grid, rebuilt by
 * counting sort. Entities outside the grid count to its nearest cube, and so do queries, so that
 * none is missed. Places are copied in the grid's order, for a search reads whole lines of cubes.
 * Owned by the cell's thread.
 */
public final class GridIndex {
    /** Edge of a cube in units (the seed's). */
    public static final double EDGE = 25_600;

    private final WorldView view;
    private final InterestRules rules;
    private final int lowX;
    private final int lowY;
    private final int cubeSteps;
    private final int columns;
    private final int layers;
    private final int[] starts;
    private int[] cubes = new int[256];
    int[] ranks = new int[256];
    int[] xs = new int[256];
    int[] ys = new int[256];
    int[] zs = new int[256];
    int[] kinds = new int[256];

    /**
     * An empty index of a view.
     *
     * @param edge of a cube in units
     * @param step units per quantization step
     */
    public GridIndex(WorldView view, InterestRules rules, double edge, double step) {
        this.view = view;
        this.rules = rules;
        this.lowX = view.area().lowX();
        this.lowY = view.area().lowY();
        this.cubeSteps = Math.max(1, (int) (edge / step));
        this.columns = view.area().extent() / cubeSteps + 1;
        this.layers = Math.max(1, (int) Math.ceil(view.geometry().height() / edge));
        this.starts = new int[rules.tiers() * layers * columns * columns + 2];
    }

    /** Sorts the view's entities into cubes. */
    public void rebuild() {
        IdOrder order = view.order();
        int count = order.count();
        if (ranks.length < count) {
            grow(Math.max(IdOrder.USUAL_CAPACITY, count * 2));
        }
        Arrays.fill(starts, 0);
        for (int rank = 0; rank < count; rank++) {
            int slot = order.slot(rank);
            int cube =
                    cube(
                            columnAt(view.stepsX(slot)),
                            lineAt(view.stepsY(slot)),
                            layerAt(view.stepsZ(slot)),
                            rules.tier(view.kind(slot)));
            cubes[rank] = cube;
            starts[cube + 2]++;
        }
        for (int i = 2; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        for (int rank = 0; rank < count; rank++) {
            put(starts[cubes[rank] + 1]++, rank, order.slot(rank));
        }
    }

    private void put(int at, int rank, int slot) {
        ranks[at] = rank;
        xs[at] = view.stepsX(slot);
        ys[at] = view.stepsY(slot);
        zs[at] = view.stepsZ(slot);
        kinds[at] = view.kind(slot);
    }

    private void grow(int capacity) {
        cubes = new int[capacity];
        ranks = new int[capacity];
        xs = new int[capacity];
        ys = new int[capacity];
        zs = new int[capacity];
        kinds = new int[capacity];
    }

    private int cube(int column, int line, int layer, int tier) {
        return ((tier * layers + layer) * columns + line) * columns + column;
    }

    /** Whether a tier has nobody in it. */
    boolean isEmpty(int tier) {
        int first = cube(0, 0, 0, tier);
        return starts[first] == starts[first + columns * columns * layers];
    }

    int layers() {
        return layers;
    }

    int columnAt(long stepsX) {
        return Math.clamp(Math.floorDiv(stepsX - lowX, cubeSteps), 0, columns - 1);
    }

    int lineAt(long stepsY) {
        return Math.clamp(Math.floorDiv(stepsY - lowY, cubeSteps), 0, columns - 1);
    }

    private int layerAt(int stepsZ) {
        return Math.min(stepsZ / cubeSteps, layers - 1);
    }

    /** Steps between a Y and the nearest one of a line, as if the grid had no edge lines. */
    long stepsToLine(long stepsY, int line) {
        long low = lowY + (long) line * cubeSteps;
        long beyond = Math.max(low - stepsY, stepsY - (low + cubeSteps));
        return line == 0 || line == columns - 1 ? 0 : Math.max(0, beyond);
    }

    /** First position of the cubes of a line, layer and tier from a column on. */
    int start(int column, int line, int layer, int tier) {
        return starts[cube(column, line, layer, tier)];
    }

    /** Position after the last one of a cube. */
    int end(int column, int line, int layer, int tier) {
        return starts[cube(column, line, layer, tier) + 1];
    }
}
