package dev.shadowland.protocol.motion;

/**
 * What a step of movement changes of a player: where its feet are, and how fast it rises. Reused;
 * owned by one thread.
 */
public final class PlayerMotion {
    /** East, in units. */
    public double x;

    /** North, in units. */
    public double y;

    /** Height of the feet, in units. */
    public double z;

    /** Units per second upwards, negative while it falls, 0 on the ground. */
    public float rise;

    /** Is here from now on. */
    public void set(double newX, double newY, double newZ, float newRise) {
        x = newX;
        y = newY;
        z = newZ;
        rise = newRise;
    }
}
