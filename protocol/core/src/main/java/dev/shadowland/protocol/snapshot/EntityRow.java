package dev.shadowland.protocol.snapshot;

/**
 * An entity's quantized state as six longs, the form in which cells publish, compare and encode it.
 * Equal words are equal wire values, so that a change is found with one exclusive-or per word.
 *
 * <pre>
 *   identity    id u32 · type u8 · health u8 · mana u8 · subtype u8   (low bits first)
 *   generation  ownership generation
 *   place       x u16 · y u16 · height u16 · yaw u16
 *   motion      velocity x, y, z i16 · animation u16
 *   rest        flags u16 · team u16 · quadrant x i16 · quadrant y i16
 *   tilt        pitch u16 · roll u16 · 1 when the entity's kind has a full rotation, else 0
 * </pre>
 */
public final class EntityRow {
    /** Longs per row. */
    public static final int WORDS = 6;

    /** Index of each word within a row. */
    public static final int IDENTITY = 0;

    /** See {@link #IDENTITY}. */
    public static final int GENERATION = 1;

    /** See {@link #IDENTITY}. */
    public static final int PLACE = 2;

    /** See {@link #IDENTITY}. */
    public static final int MOTION = 3;

    /** See {@link #IDENTITY}. */
    public static final int REST = 4;

    /** See {@link #IDENTITY}. */
    public static final int TILT = 5;

    private static final long LOW_48 = (1L << 48) - 1;
    private static final int TEAM_SHIFT = 16;
    private static final long TEAM_BITS = 0xFFFFL << TEAM_SHIFT;
    private static final long VITALS_BITS = 0xFFFFL << 40;
    private static final long TILTS = 1L << 32;

    private EntityRow() {}

    /** Packs the identity word of subtype 0; vitals are u8 each. */
    public static long identity(int id, int type, int health, int mana) {
        return identity(id, type, 0, health, mana);
    }

    /** Packs the identity word; all but the id are u8. */
    public static long identity(int id, int type, int subtype, int health, int mana) {
        return (id & 0xFFFF_FFFFL)
                | (type & 0xFFL) << 32
                | (health & 0xFFL) << 40
                | (mana & 0xFFL) << 48
                | (subtype & 0xFFL) << 56;
    }

    /** Packs offsets and yaw, u16 each. */
    public static long place(int x, int y, int height, int yaw) {
        return fourShorts(x, y, height, yaw);
    }

    /** Packs velocity (i16 each, cm/s) and animation (u16). */
    public static long motion(int velocityX, int velocityY, int velocityZ, int animation) {
        return fourShorts(velocityX, velocityY, velocityZ, animation);
    }

    /** Packs flags and quadrant (i16 each). */
    public static long rest(int flags, int quadrantX, int quadrantY) {
        return (flags & 0xFFFF_FFFFL) | (quadrantX & 0xFFFFL) << 32 | (quadrantY & 0xFFFFL) << 48;
    }

    /** Packs pitch and roll, u16 each, of an entity whose kind has a full rotation. */
    public static long tilt(int pitch, int roll) {
        return (pitch & 0xFFFFL) | (roll & 0xFFFFL) << 16 | TILTS;
    }

    private static long fourShorts(int a, int b, int c, int d) {
        return (a & 0xFFFFL) | (b & 0xFFFFL) << 16 | (c & 0xFFFFL) << 32 | (d & 0xFFFFL) << 48;
    }

    /** Entity id, below 2³¹. */
    public static int id(long identity) {
        return (int) identity;
    }

    /** {@link EntityType}, u8. */
    public static int type(long identity) {
        return (int) (identity >>> 32) & 0xFF;
    }

    /** Subtype, u8: what its type makes of it. */
    public static int subtype(long identity) {
        return (int) (identity >>> 56) & 0xFF;
    }

    /** Health, u8. */
    public static int health(long identity) {
        return (int) (identity >>> 40) & 0xFF;
    }

    /** Mana, u8. */
    public static int mana(long identity) {
        return (int) (identity >>> 48) & 0xFF;
    }

    /** Offset along X, u16. */
    public static int x(long place) {
        return (int) place & 0xFFFF;
    }

    /** Offset along Y, u16. */
    public static int y(long place) {
        return (int) (place >>> 16) & 0xFFFF;
    }

    /** Height offset, u16. */
    public static int height(long place) {
        return (int) (place >>> 32) & 0xFFFF;
    }

    /** Yaw, u16. */
    public static int yaw(long place) {
        return (int) (place >>> 48) & 0xFFFF;
    }

    /** Velocity along X in cm/s. */
    public static int velocityX(long motion) {
        return (short) motion;
    }

    /** Velocity along Y in cm/s. */
    public static int velocityY(long motion) {
        return (short) (motion >>> 16);
    }

    /** Velocity along Z in cm/s. */
    public static int velocityZ(long motion) {
        return (short) (motion >>> 32);
    }

    /** Animation, u16. */
    public static int animation(long motion) {
        return (int) (motion >>> 48) & 0xFFFF;
    }

    /** Entity flags. */
    public static int flags(long rest) {
        return (int) rest;
    }

    /**
     * Number of the entity's team, u16, 0 for none. Servers keep it where a record has what the
     * team is to its viewer.
     */
    public static int team(long rest) {
        return (int) (rest >>> TEAM_SHIFT) & 0xFFFF;
    }

    /**
     * The word with another team, or, as a record has it, with what the team is to the viewer:
     * flags above the low 16 bits.
     */
    public static long withTeam(long rest, int team) {
        return (rest & ~TEAM_BITS) | (team & 0xFFFFL) << TEAM_SHIFT;
    }

    /** Pitch, u16; 0 without a full rotation. */
    public static int pitch(long tilt) {
        return (int) tilt & 0xFFFF;
    }

    /** Roll, u16; 0 without a full rotation. */
    public static int roll(long tilt) {
        return (int) (tilt >>> 16) & 0xFFFF;
    }

    /** Whether the entity has pitch and roll. */
    public static boolean hasFullRotation(long tilt) {
        return (tilt & TILTS) != 0;
    }

    /** Mask of the fields that the entity has: {@link Field#ALL} or {@link Field#YAW_ONLY}. */
    public static int fields(long tilt) {
        return hasFullRotation(tilt) ? Field.ALL : Field.YAW_ONLY;
    }

    /** Quadrant along X. */
    public static int quadrantX(long rest) {
        return (short) (rest >>> 32);
    }

    /** Quadrant along Y. */
    public static int quadrantY(long rest) {
        return (short) (rest >>> 48);
    }

    /**
     * Mask of the fields in which two rows differ, from the exclusive-or of their words.
     *
     * @param identity difference of the identity words; only the vitals in it count
     */
    public static int changes(long identity, long place, long motion, long rest, long tilt) {
        int mask = tilt != 0 ? Field.TILT : 0;
        if (place != 0) {
            mask |=
                    ((place & LOW_48) != 0 ? Field.POSITION : 0)
                            | (place >>> 48 != 0 ? Field.ROTATION : 0);
        }
        if (motion != 0) {
            mask |=
                    ((motion & LOW_48) != 0 ? Field.VELOCITY : 0)
                            | (motion >>> 48 != 0 ? Field.ANIMATION : 0);
        }
        if (rest != 0) {
            mask |= ((int) rest != 0 ? Field.FLAGS : 0) | (rest >>> 32 != 0 ? Field.QUADRANT : 0);
        }
        return (identity & VITALS_BITS) != 0 ? mask | Field.VITALS : mask;
    }
}
