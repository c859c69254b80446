package dev.shadowland.benchmarks.world;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.shard.ghost.CellRows;
import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.ghost.RowTable;

import java.util.Arrays;

/**
 * Where every entity is and lately was, read from the rows that the cells publish. Entities are 1
 * up to their number. The driver's, between ticks.
 */
final class Truth {
    /** Quantization step in units. */
    static final double STEP = CellNode.MAP.cellSize() / (1 << 16);

    private static final int KEPT = 32;
    private static final int OFFSET_BITS = 16;
    private static final long POSITION_BITS = (1L << 48) - 1;
    private static final int OLDEST_TICKS = 60;

    private final RowTable table;
    private final RowCopy copy = new RowCopy();
    private final long[] words;
    private final long[] positions;
    private final long[] ticks;
    private final int[] changes;

    /** Of so many entities; nothing is known yet. */
    Truth(RowTable table, int entities) {
        this.table = table;
        words = new long[(entities + 1) * EntityRow.WORDS];
        positions = new long[(entities + 1) * KEPT];
        ticks = new long[(entities + 1) * KEPT];
        changes = new int[entities + 1];
        Arrays.fill(positions, -1);
    }

    /** Reads what was published for a tick. */
    void read(long tick) {
        for (int row = 0; row < CellNode.MAP.rows(); row++) {
            for (int column = 0; column < CellNode.MAP.columns(); column++) {
                CellRows rows = table.at(CellNode.MAP.map(), column, row);
                if (rows != null && rows.read(tick + 1, tick - OLDEST_TICKS, false, copy)) {
                    take(copy.words(), copy.count(), tick);
                }
            }
        }
    }

    /** Of two rows of one entity the later owner's counts: the other one's is frozen. */
    private void take(long[] source, int count, long tick) {
        for (int i = 0; i < count; i++) {
            int from = i * EntityRow.WORDS;
            int entity = EntityRow.id(source[from + EntityRow.IDENTITY]);
            int to = entity * EntityRow.WORDS;
            if (source[from + EntityRow.GENERATION] >= words[to + EntityRow.GENERATION]) {
                System.arraycopy(source, from, words, to, EntityRow.WORDS);
                note(entity, position(source[from + EntityRow.PLACE]), tick);
            }
        }
    }

    private void note(int entity, long position, long tick) {
        int newest = entity * KEPT + ((changes[entity] - 1) & (KEPT - 1));
        if (positions[newest] != position) {
            int next = entity * KEPT + (changes[entity]++ & (KEPT - 1));
            positions[next] = position;
            ticks[next] = tick;
        }
    }

    private static long position(long place) {
        return place & POSITION_BITS;
    }

    /**
     * For how many ticks up to {@code next} an entity has stood elsewhere than the place that
     * somebody holds, 0 when it stands there. Of places of more than {@value #KEPT} steps ago only
     * that is known that they held at the tick {@code told}, when he was told.
     */
    long staleTicks(int entity, long place, long told, long next) {
        long held = position(place);
        int first = entity * KEPT;
        int newest = changes[entity] - 1;
        int oldest = Math.max(0, changes[entity] - KEPT);
        long since = next;
        for (int at = newest; at >= oldest; at--) {
            if (positions[first + (at & (KEPT - 1))] == held) {
                return next - since;
            }
            since = ticks[first + (at & (KEPT - 1))];
        }
        return next - Math.min(since, told);
    }

    /** One word of an entity's row. */
    long word(int entity, int word) {
        return words[entity * EntityRow.WORDS + word];
    }

    /** Whether an entity was ever seen. */
    boolean has(int entity) {
        return changes[entity] > 0;
    }

    /** Coordinate in units. */
    double x(int entity) {
        return units(
                EntityRow.quadrantX(word(entity, EntityRow.REST)),
                EntityRow.x(word(entity, EntityRow.PLACE)));
    }

    /** Coordinate in units. */
    double y(int entity) {
        return units(
                EntityRow.quadrantY(word(entity, EntityRow.REST)),
                EntityRow.y(word(entity, EntityRow.PLACE)));
    }

    private static double units(int quadrant, int offset) {
        return (((long) quadrant << OFFSET_BITS) + offset + 0.5) * STEP;
    }

    /** Square of the distance between two entities, in units. */
    double distanceSquare(int a, int b) {
        double x = x(a) - x(b);
        double y = y(a) - y(b);
        return x * x + y * y;
    }
}
