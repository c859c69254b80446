package dev.shadowland.shard.interest;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.shard.ghost.CellRows;
import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.ghost.RowTable;

/**
 * The cells around one that it looks at, and in which slots of its view their rows were when they
 * were read last: rows keep their order for long, so a row's slot is guessed from that. Owned by
 * the cell's thread; grows and never shrinks.
 */
final class Neighbours {
    /** Rows that are older say nothing any more: their cell has no owner. */
    private static final int OLDEST_TICKS = 60;

    private static final int FIRST_ROWS = 16;

    private final int map;
    private final RowTable table;
    private final int column;
    private final int row;
    private final int rings;
    private final int playerRings;
    private final int[][] slots;

    /**
     * Those of a cell.
     *
     * @param margin units that a viewer can be outside the cell
     */
    Neighbours(
            MapGeometry geometry, RowTable table, long cell, InterestRules rules, double margin) {
        this.map = geometry.map();
        this.table = table;
        this.column = CellKey.x(cell);
        this.row = CellKey.y(cell);
        this.rings = geometry.ringsFor(rules.lookout() + margin);
        this.playerRings = geometry.ringsFor(rules.nearLookout() + margin);
        this.slots = new int[(2 * rings + 1) * (2 * rings + 1)][FIRST_ROWS];
    }

    /** Places around the cell, its own among them. */
    int count() {
        return slots.length;
    }

    /**
     * Copies the rows of one of them from before a tick; beyond where players are seen only those
     * that are seen from farther.
     *
     * @return whether there are any: not at the cell's own place, nor outside of the map
     */
    boolean read(int neighbour, long now, RowCopy into) {
        int right = neighbour % (2 * rings + 1) - rings;
        int up = neighbour / (2 * rings + 1) - rings;
        int away = Math.max(Math.abs(right), Math.abs(up));
        CellRows rows = away == 0 ? null : table.at(map, column + right, row + up);
        return rows != null && rows.read(now, now - OLDEST_TICKS, away > playerRings, into);
    }

    /** Slots of the rows of one of them, to be read and written, with room for so many. */
    int[] slots(int neighbour, int count) {
        if (slots[neighbour].length < count) {
            slots[neighbour] = new int[count * 2];
        }
        return slots[neighbour];
    }
}
