package dev.shadowland.actors.behaviour;

/** What stands in the way of something that flies. */
@FunctionalInterface
public interface Obstacles {
    /** Nothing is in the way. */
    double CLEAR = Double.POSITIVE_INFINITY;

    /** There is nothing at all. */
    Obstacles NONE = (_, _, _, _, _, _, _, _) -> CLEAR;

    /**
     * How much of a straight way a ball goes until it meets somebody: 0 to 1, or {@link #CLEAR}.
     *
     * @param radius of the ball, in units
     * @param except entity that it passes through: a shot leaves its shooter
     */
    double firstHit(
            double fromX,
            double fromY,
            double fromZ,
            double toX,
            double toY,
            double toZ,
            double radius,
            int except);
}
