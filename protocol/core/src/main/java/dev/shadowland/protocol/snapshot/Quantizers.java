package dev.shadowland.protocol.snapshot;

/** How velocities, angles and vitals become wire values. Stateless. */
public final class Quantizers {
    private static final double STEPS_PER_DEGREE = 65536.0 / 360.0;

    private Quantizers() {}

    /** Velocity along one axis in units (centimetres) per second, rounded and clamped to i16. */
    public static short velocity(double unitsPerSecond) {
        return (short) Math.clamp(Math.round(unitsPerSecond), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** Angle in degrees, any turn, as u16: 65536 steps to the turn, rounded. */
    public static int yaw(double degrees) {
        return (int) Math.round(degrees * STEPS_PER_DEGREE) & 0xFFFF;
    }

    /** Degrees of a u16 angle, 0 up to but not including 360. */
    public static double yawDegrees(int yaw) {
        return (yaw & 0xFFFF) / STEPS_PER_DEGREE;
    }

    /**
     * A vital as one byte: rounded up, 255 only when full, at least 1 while anything is left, so
     * that a bar is never empty on the living nor full on the hurt.
     */
    public static int vital(double value, double max) {
        if (value <= 0 || max <= 0) {
            return 0;
        }
        if (value >= max) {
            return 255;
        }
        return Math.clamp((long) Math.ceil(value * 255.0 / max), 1, 254);
    }
}
