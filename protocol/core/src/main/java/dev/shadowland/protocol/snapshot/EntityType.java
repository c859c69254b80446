package dev.shadowland.protocol.snapshot;

/**
 * What an entity is, u8 (seed section 5.3), and its subtype, u8. A game adds subtypes from {@value
 * #FIRST_OF_GAME} on; 0 is the type's own.
 */
public final class EntityType {
    /** Played by somebody. */
    public static final int PLAYER = 1;

    /** A character that nobody plays. */
    public static final int NPC = 2;

    /** A hostile creature. */
    public static final int MONSTER = 3;

    /** Flies on from where it was shot. */
    public static final int PROJECTILE = 4;

    /** Everything else: what stands, lies or burns in the world. */
    public static final int ENVIRONMENT = 5;

    /** Of {@link #ENVIRONMENT}: never moves. */
    public static final int STATIC_BUILD = 1;

    /** Of {@link #ENVIRONMENT}: driven, and turned in all three axes. */
    public static final int VEHICLE = 2;

    /** Of {@link #ENVIRONMENT}: can be picked up. */
    public static final int ITEM = 3;

    /** Of {@link #ENVIRONMENT}: fire, smoke, a wall of ice. */
    public static final int EFFECT = 4;

    /** Lowest subtype of a game's own. */
    public static final int FIRST_OF_GAME = 0x40;

    private EntityType() {}
}
