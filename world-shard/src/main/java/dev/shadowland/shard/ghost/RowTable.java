package dev.shadowland.shard.ghost;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;

import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The node's rows of all cells of all maps, local and remote. Any thread; see {@link CellRows} for
 * who writes.
 */
public final class RowTable {
    private record MapRows(MapGeometry geometry, CellRows[] cells) {}

    /** Filled before the table is shared, and never changed. */
    private final Int2ObjectHashMap<MapRows> maps = new Int2ObjectHashMap<>();

    /** An empty table of the maps' cells. */
    public RowTable(MapGeometry... geometries) {
        for (MapGeometry geometry : geometries) {
            CellRows[] cells = new CellRows[geometry.cellCount()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = new CellRows();
            }
            maps.put(geometry.map(), new MapRows(geometry, cells));
        }
    }

    /** Rows of a cell, or null when there is no such cell. */
    public @Nullable CellRows of(long cell) {
        return CellKey.level(cell) == 0
                ? at(CellKey.map(cell), CellKey.x(cell), CellKey.y(cell))
                : null;
    }

    /** Rows of the cell in a column and row of a map, or null outside of it. */
    public @Nullable CellRows at(int map, int column, int row) {
        MapRows rows = maps.get(map);
        boolean isInside =
                rows != null
                        && column >= 0
                        && column < rows.geometry.columns()
                        && row >= 0
                        && row < rows.geometry.rows();
        return isInside ? rows.cells[row * rows.geometry.columns() + column] : null;
    }
}
