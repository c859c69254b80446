package dev.shadowland.shard.interest;

import java.util.Arrays;

/**
 * The rows of a {@link WorldView} by squares of a grid, rebuilt by counting sort. Rows outside the
 * grid count to its nearest square, and so do queries, so that none is missed. Owned by the cell's
 * thread.
 */
public final class GridIndex {
    /** Edge of a square in units (the seed's). */
    public static final double SQUARE = 25_600;

    private final WorldView view;
    private final long squareSteps;
    private final int edge;
    private final int[] starts;
    private int[] rows = new int[256];
    private int[] squares = new int[256];

    /** An empty index of a view. */
    public GridIndex(WorldView view, double step) {
        this.view = view;
        this.squareSteps = (long) (SQUARE / step);
        this.edge = (int) (view.extent() / squareSteps) + 1;
        this.starts = new int[edge * edge + 2];
    }

    /** Sorts the view's present rows into squares. */
    public void rebuild() {
        int count = view.count();
        if (rows.length < count) {
            rows = new int[count * 2];
            squares = new int[count * 2];
        }
        Arrays.fill(starts, 0);
        for (int row = 0; row < count; row++) {
            squares[row] = square(view.stepsX(row), view.stepsY(row));
            starts[squares[row] + 2]++;
        }
        for (int i = 2; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        for (int row = 0; row < count; row++) {
            rows[starts[squares[row] + 1]++] = row;
        }
    }

    private int square(long stepsX, long stepsY) {
        return line(stepsY - view.lowY()) * edge + line(stepsX - view.lowX());
    }

    /** Column or line of squares at a distance from the grid's edge. */
    int line(long steps) {
        return Math.clamp(Math.floorDiv(steps, squareSteps), 0, edge - 1);
    }

    int columnAt(long stepsX) {
        return line(stepsX - view.lowX());
    }

    int lineAt(long stepsY) {
        return line(stepsY - view.lowY());
    }

    /** First position in {@link #row} of the squares of a line from a column on. */
    int start(int column, int line) {
        return starts[line * edge + column];
    }

    /** Position after the last one of a square. */
    int end(int column, int line) {
        return starts[line * edge + column + 1];
    }

    /** View row at a position. */
    int row(int position) {
        return rows[position];
    }
}
