package dev.shadowland.protocol.snapshot;

/**
 * Bits of an entity's flags (seed 5.1 in bits 0–6, swimming in bit 7, effects of seed 9.1 from bit
 * {@value #EFFECTS_SHIFT} on).
 */
public final class EntityFlags {
    public static final int ALIVE = 0x01;
    public static final int IN_COMBAT = 0x02;
    public static final int MOVING = 0x04;
    public static final int CASTING = 0x08;
    public static final int INVISIBLE = 0x10;
    public static final int STUNNED = 0x20;
    public static final int FALLING = 0x40;
    public static final int SWIMMING = 0x80;

    /** Lowest bit of the seven effects. */
    public static final int EFFECTS_SHIFT = 8;

    private EntityFlags() {}
}
