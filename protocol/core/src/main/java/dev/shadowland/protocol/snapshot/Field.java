package dev.shadowland.protocol.snapshot;

/**
 * The fields of an entity record: their mask bits and sizes. A record holds the fields of its mask
 * in the order of the bits, except that the quadrant stands before the position, because a position
 * means nothing without its quadrant.
 */
public final class Field {
    /** Three u16 offsets: X, Y, height. */
    public static final int POSITION = 0x01;

    /** Yaw u16. */
    public static final int ROTATION = 0x02;

    /** Animation u16. */
    public static final int ANIMATION = 0x04;

    /** Entity flags u32. */
    public static final int FLAGS = 0x08;

    /** Three i16 in cm/s. */
    public static final int VELOCITY = 0x10;

    /** Health u8, mana u8. */
    public static final int VITALS = 0x20;

    /**
     * Quadrant of X and Y, a ZigZag varint each: one byte up to 63 quadrants from the origin, and
     * no limit to a map's size.
     */
    public static final int QUADRANT = 0x40;

    /**
     * Pitch u16, roll u16 of an entity whose kind has a full rotation. They are the first bytes of
     * an extension: a varint length and as many bytes, of which a reader skips those that it does
     * not know.
     */
    public static final int TILT = 0x80;

    /** Every field. What an entity has of them: {@link EntityRow#fields}. */
    public static final int ALL = 0xFF;

    /** Every field of an entity that is turned by its yaw alone, as most are. */
    public static final int YAW_ONLY = 0x7F;

    /** Number of fields in {@link #ALL}; field {@code i} has mask bit {@code 1 << i}. */
    public static final int COUNT = 8;

    /** Bytes of the extension that are pitch and roll. */
    static final int TILT_BYTES = 4;

    private static final int[] SIZE_BY_MASK = sizes();

    private Field() {}

    /** Bytes of the masked fields as a server writes them, without the quadrant's: those vary. */
    public static int fixedSize(int mask) {
        return SIZE_BY_MASK[mask & ALL];
    }

    private static int[] sizes() {
        int[] sizes = new int[ALL + 1];
        int[] fieldSize = {6, 2, 2, 4, 6, 2, 0, 1 + TILT_BYTES};
        for (int mask = 0; mask < sizes.length; mask++) {
            for (int field = 0; field < fieldSize.length; field++) {
                sizes[mask] += (mask >> field & 1) * fieldSize[field];
            }
        }
        return sizes;
    }
}
