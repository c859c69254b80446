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
     * Reserved for later fields: a varint length and as many bytes, skipped by a reader that knows
     * none.
     */
    public static final int EXTENSION = 0x80;

    /** Every field of this version: the mask of a create and of a refresh. */
    public static final int ALL = 0x7F;

    /** Number of fields in {@link #ALL}; field {@code i} has mask bit {@code 1 << i}. */
    public static final int COUNT = 7;

    private static final int[] SIZE_BY_MASK = sizes();

    private Field() {}

    /** Bytes of the masked fields that have a fixed size: all but quadrant and extension. */
    public static int fixedSize(int mask) {
        return SIZE_BY_MASK[mask & 0x3F];
    }

    private static int[] sizes() {
        int[] sizes = new int[0x40];
        int[] fieldSize = {6, 2, 2, 4, 6, 2};
        for (int mask = 0; mask < sizes.length; mask++) {
            for (int field = 0; field < fieldSize.length; field++) {
                sizes[mask] += (mask >> field & 1) * fieldSize[field];
            }
        }
        return sizes;
    }
}
