package dev.shadowland.protocol.snapshot;

/**
 * One decoded record of a snapshot. Mutable and reused by its reader for every record: take what
 * you need during the callback. Only the fields of {@link #mask()} hold values of this record.
 * Confined to the reader's thread.
 */
public final class EntityRecord {
    int id;
    int mask;
    int type;
    int subtype;
    int quadrantX;
    int quadrantY;
    int x;
    int y;
    int height;
    int yaw;
    int animation;
    int flags;
    int velocityX;
    int velocityY;
    int velocityZ;
    int health;
    int mana;
    long tilt;

    EntityRecord() {}

    /** Entity id, 1 to 2³¹ − 1. */
    public int id() {
        return id;
    }

    /**
     * Which fields the record tells of, {@link Field} bits. A create tells of all of them: one
     * without pitch and roll says that the entity has none.
     */
    public int mask() {
        return mask;
    }

    /** Whether the record tells of the field. */
    public boolean has(int field) {
        return (mask & field) != 0;
    }

    /** {@link EntityType}, u8; creates only. */
    public int type() {
        return type;
    }

    /** Subtype, u8; creates only. */
    public int subtype() {
        return subtype;
    }

    /** {@link Field#QUADRANT} along X. */
    public int quadrantX() {
        return quadrantX;
    }

    /** {@link Field#QUADRANT} along Y. */
    public int quadrantY() {
        return quadrantY;
    }

    /** {@link Field#POSITION} along X, u16. */
    public int x() {
        return x;
    }

    /** {@link Field#POSITION} along Y, u16. */
    public int y() {
        return y;
    }

    /** {@link Field#POSITION} above the lowest height, u16. */
    public int height() {
        return height;
    }

    /** {@link Field#ROTATION}, u16. */
    public int yaw() {
        return yaw;
    }

    /** {@link Field#ANIMATION}, u16. */
    public int animation() {
        return animation;
    }

    /** {@link Field#FLAGS}. */
    public int flags() {
        return flags;
    }

    /** {@link Field#VELOCITY} along X, cm/s. */
    public int velocityX() {
        return velocityX;
    }

    /** {@link Field#VELOCITY} along Y, cm/s. */
    public int velocityY() {
        return velocityY;
    }

    /** {@link Field#VELOCITY} along Z, cm/s. */
    public int velocityZ() {
        return velocityZ;
    }

    /** {@link Field#VITALS}: health, u8. */
    public int health() {
        return health;
    }

    /** {@link Field#VITALS}: mana, u8. */
    public int mana() {
        return mana;
    }

    /** {@link Field#TILT}: pitch, u16; 0 without a full rotation. */
    public int pitch() {
        return EntityRow.pitch(tilt);
    }

    /** {@link Field#TILT}: roll, u16; 0 without a full rotation. */
    public int roll() {
        return EntityRow.roll(tilt);
    }

    /** {@link Field#TILT} as the word of an {@link EntityRow}; 0 without a full rotation. */
    public long tilt() {
        return tilt;
    }
}
