package dev.shadowland.protocol.snapshot;

/**
 * Animation of an entity, u16: what it does follows from its motion and flags unless an action says
 * otherwise; games add theirs from 0x100 on.
 */
public final class Animation {
    public static final int IDLE = 0;
    public static final int WALK = 1;
    public static final int RUN = 2;
    public static final int JUMP = 3;
    public static final int FALL = 4;
    public static final int SWIM = 5;
    public static final int ATTACK = 6;
    public static final int CAST = 7;

    private static final float WALK_SPEED = 100;

    /**
     * Above the fastest walk by more than rounding adds, so that walking diagonally is not running
     * at every other tick.
     */
    private static final float RUN_SPEED = 502;

    private Animation() {}

    /**
     * What an entity that moves like this does.
     *
     * @param x velocity in units per second
     * @param y velocity in units per second
     * @param z velocity in units per second, upwards
     * @param flags see {@link EntityFlags}
     */
    public static int ofMotion(float x, float y, float z, int flags) {
        if ((flags & EntityFlags.SWIMMING) != 0) {
            return SWIM;
        }
        if ((flags & EntityFlags.FALLING) != 0) {
            return z > 0 ? JUMP : FALL;
        }
        float square = x * x + y * y;
        if (square > RUN_SPEED * RUN_SPEED) {
            return RUN;
        }
        return square > WALK_SPEED * WALK_SPEED ? WALK : IDLE;
    }
}
