package dev.shadowland.shard.ghost;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;

import org.jspecify.annotations.Nullable;

/**
 * The node's rows of all cells of one map, local and remote. Any thread; see {@link CellRows} for
 * who writes.
 */
public final class RowTable {
    private final MapGeometry geometry;
    private final CellRows[] cells;

    /** An empty table of the map's cells. */
    public RowTable(MapGeometry geometry) {
        this.geometry = geometry;
        this.cells = new CellRows[geometry.cellCount()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new CellRows();
        }
    }

    /** Rows of a cell, or null when the map has no such cell. */
    public @Nullable CellRows of(long cell) {
        boolean inMap = CellKey.map(cell) == geometry.map() && CellKey.level(cell) == 0;
        return inMap ? at(CellKey.x(cell), CellKey.y(cell)) : null;
    }

    /** Rows of the cell in a column and row, or null outside the map. */
    public @Nullable CellRows at(int column, int row) {
        boolean inside =
                column >= 0 && column < geometry.columns() && row >= 0 && row < geometry.rows();
        return inside ? cells[row * geometry.columns() + column] : null;
    }
}
