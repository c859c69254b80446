package dev.shadowland.protocol.backplane;

/**
 * The 64-bit name of a cell: map u16 · level u8 · x 20 bits · y 20 bits, from the top. {@code x}
 * and {@code y} count cells of that level from the map's minimum corner. Level 0 is a whole
 * component; level n a cell split n times. The sharding id is the text form, so instances and split
 * cells change no frame.
 */
public final class CellKey {
    /** No cell. A real key never takes this value: level 255 is not used. */
    public static final long NONE = -1L;

    private static final int COORDINATE_BITS = 20;
    private static final int COORDINATE_MASK = (1 << COORDINATE_BITS) - 1;

    private CellKey() {}

    /**
     * Packs a key.
     *
     * @param map 0..65535
     * @param level 0..254
     * @param x 0..1048575
     * @param y 0..1048575
     * @throws IllegalArgumentException when a part is out of range
     */
    public static long of(int map, int level, int x, int y) {
        if ((map & ~0xFFFF) != 0
                || level < 0
                || level > 254
                || (x & ~COORDINATE_MASK) != 0
                || (y & ~COORDINATE_MASK) != 0) {
            throw new IllegalArgumentException(
                    "cell out of range: map %d level %d x %d y %d".formatted(map, level, x, y));
        }
        return (long) map << 48 | (long) level << 40 | (long) x << COORDINATE_BITS | y;
    }

    /** The map the cell belongs to. */
    public static int map(long key) {
        return (int) (key >>> 48);
    }

    /** How often the cell was split; 0 for a whole component. */
    public static int level(long key) {
        return (int) (key >>> 40) & 0xFF;
    }

    /** Column, counted from the map's minimum corner. */
    public static int x(long key) {
        return (int) (key >>> COORDINATE_BITS) & COORDINATE_MASK;
    }

    /** Row, counted from the map's minimum corner. */
    public static int y(long key) {
        return (int) key & COORDINATE_MASK;
    }

    /** Text form {@code map.level.x.y}, used as the sharding id and in logs. */
    public static String text(long key) {
        return key == NONE ? "none" : map(key) + "." + level(key) + "." + x(key) + "." + y(key);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when the text is not one
     */
    public static long parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(
                    "not a cell key: '" + text + "', expected map.level.x.y");
        }
        return of(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]));
    }
}
