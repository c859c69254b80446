package dev.shadowland.shard.interest;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.ghost.CellRows;
import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.ghost.RowTable;

import org.agrona.collections.Int2IntHashMap;

import java.util.Arrays;

/**
 * What one cell sees at a tick: its own rows and those of the neighbours that interest can reach,
 * each entity once. Of two rows of one entity the higher generation is shown; that is how a player
 * in handover is never seen twice. Rebuilt every tick, owned by the cell's thread, grows and never
 * shrinks.
 */
public final class WorldView {
    /** No such row. */
    public static final int NO_ROW = -1;

    private static final int GHOST_TICKS = 60;
    private static final int STEPS_SHIFT = 16;

    private final MapGeometry geometry;
    private final RowTable table;
    private final long cell;
    private final int rings;
    private final double reach;
    private final long lowX;
    private final long highX;
    private final long lowY;
    private final long highY;
    private final RowCopy copy = new RowCopy();
    private final Int2IntHashMap byEntity = new Int2IntHashMap(512, 0.55f, NO_ROW, false);
    private long[] words = new long[256 * EntityRow.WORDS];
    private long[] stepsX = new long[256];
    private long[] stepsY = new long[256];
    private int count;
    private int ownCount;

    /**
     * Creates an empty view.
     *
     * @param reach units around the cell that are looked at
     */
    public WorldView(
            MapGeometry geometry,
            RowTable table,
            long cell,
            PositionQuantizer quantizer,
            double reach) {
        this.geometry = geometry;
        this.table = table;
        this.cell = cell;
        this.rings = geometry.ringsFor(reach);
        this.reach = reach;
        this.lowX = steps(geometry.cellMinX(cell) - reach, quantizer);
        this.highX = steps(geometry.cellMinX(cell) + geometry.cellSize() + reach, quantizer);
        this.lowY = steps(geometry.cellMinY(cell) - reach, quantizer);
        this.highY = steps(geometry.cellMinY(cell) + geometry.cellSize() + reach, quantizer);
    }

    private static long steps(double value, PositionQuantizer quantizer) {
        return (long) Math.floor(value / quantizer.step());
    }

    /**
     * Renews the view from the cell's own rows of this tick and its neighbours' of the tick before.
     */
    public void rebuild(long tick, long[] ownRows, int ownRowCount) {
        count = 0;
        byEntity.clear();
        for (int i = 0; i < ownRowCount; i++) {
            add(ownRows, i * EntityRow.WORDS);
        }
        ownCount = count;
        int column = CellKey.x(cell);
        int row = CellKey.y(cell);
        for (int y = row - rings; y <= row + rings; y++) {
            for (int x = column - rings; x <= column + rings; x++) {
                CellRows rows = x == column && y == row ? null : table.at(x, y);
                if (rows != null && rows.read(tick, tick - GHOST_TICKS, copy)) {
                    addGhosts();
                }
            }
        }
    }

    private void addGhosts() {
        long[] source = copy.words();
        for (int i = 0; i < copy.count(); i++) {
            int at = i * EntityRow.WORDS;
            long place = source[at + EntityRow.PLACE];
            long rest = source[at + EntityRow.REST];
            long x = ((long) EntityRow.quadrantX(rest) << STEPS_SHIFT) + EntityRow.x(place);
            long y = ((long) EntityRow.quadrantY(rest) << STEPS_SHIFT) + EntityRow.y(place);
            if (x >= lowX && x <= highX && y >= lowY && y <= highY) {
                add(source, at);
            }
        }
    }

    private void add(long[] source, int at) {
        int id = EntityRow.id(source[at + EntityRow.IDENTITY]);
        int row = byEntity.get(id);
        if (row == NO_ROW) {
            row = count++;
            ensureCapacity();
            byEntity.put(id, row);
        } else if (source[at + EntityRow.GENERATION]
                <= words[row * EntityRow.WORDS + EntityRow.GENERATION]) {
            return;
        }
        System.arraycopy(source, at, words, row * EntityRow.WORDS, EntityRow.WORDS);
        long place = source[at + EntityRow.PLACE];
        long rest = source[at + EntityRow.REST];
        stepsX[row] = ((long) EntityRow.quadrantX(rest) << STEPS_SHIFT) + EntityRow.x(place);
        stepsY[row] = ((long) EntityRow.quadrantY(rest) << STEPS_SHIFT) + EntityRow.y(place);
    }

    private void ensureCapacity() {
        if (count > stepsX.length) {
            int capacity = stepsX.length * 2;
            words = Arrays.copyOf(words, capacity * EntityRow.WORDS);
            stepsX = Arrays.copyOf(stepsX, capacity);
            stepsY = Arrays.copyOf(stepsY, capacity);
        }
    }

    /** Number of rows; rows are 0 up to this. */
    public int count() {
        return count;
    }

    /** The cell's own rows come first; this many. */
    public int ownCount() {
        return ownCount;
    }

    /** Row of an entity, or {@link #NO_ROW}. */
    public int rowOf(int entity) {
        return byEntity.get(entity);
    }

    /** One word of a row, see {@link EntityRow}. */
    public long word(int row, int word) {
        return words[row * EntityRow.WORDS + word];
    }

    /** Entity of a row. */
    public int id(int row) {
        return EntityRow.id(words[row * EntityRow.WORDS]);
    }

    /** X in quantization steps from the world's origin. */
    public long stepsX(int row) {
        return stepsX[row];
    }

    /** Y in quantization steps from the world's origin. */
    public long stepsY(int row) {
        return stepsY[row];
    }

    /** Square of the distance between two rows, in steps. */
    public double distanceSquare(int a, int b) {
        double x = stepsX[a] - stepsX[b];
        double y = stepsY[a] - stepsY[b];
        return x * x + y * y;
    }

    /** Least X that is looked at, in steps. */
    public long lowX() {
        return lowX;
    }

    /** Least Y that is looked at, in steps. */
    public long lowY() {
        return lowY;
    }

    /** Units around the cell that are looked at. */
    public double reach() {
        return reach;
    }

    /** Edge of the square that is looked at, in steps. */
    public long extent() {
        return Math.max(highX - lowX, highY - lowY);
    }

    /** Shape of the map. */
    public MapGeometry geometry() {
        return geometry;
    }
}
