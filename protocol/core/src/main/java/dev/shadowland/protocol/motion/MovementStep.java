package dev.shadowland.protocol.motion;

/**
 * One step of 1/60 s of a player's movement, in doubles, the same code on both ends: direction,
 * clamped to length 1, times the greatest speed, clamped to the map. Stateless.
 */
public final class MovementStep {
    /** Steps per second; the tick rate. */
    public static final int STEPS_PER_SECOND = 60;

    /** Greatest speed of a player in units (centimetres) per second. */
    public static final double MAX_SPEED = 500;

    /** Largest magnitude of a move component: full strength. */
    public static final int FULL = 127;

    private MovementStep() {}

    /**
     * Component of a direction with a length of at most 1.
     *
     * @param component the wanted component of the move, −127..127
     * @param other the move's other component
     */
    public static double direction(int component, int other) {
        int square = component * component + other * other;
        return square <= FULL * FULL ? component / (double) FULL : component / Math.sqrt(square);
    }

    /** Coordinate after one step along an axis, within the map's edges. */
    public static double advance(
            double coordinate, double direction, double maxSpeed, double min, double max) {
        return Math.clamp(coordinate + direction * maxSpeed / STEPS_PER_SECOND, min, max);
    }
}
