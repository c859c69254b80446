package dev.shadowland.shard.collision;

import dev.shadowland.actors.behaviour.Obstacles;

/**
 * A ball on a straight way, and where it meets an upright capsule. Its distance to the capsule's
 * axis is convex along the way: it falls, if it does, up to a nearest place and rises behind it, so
 * that both the nearest place and the first touch are found by halving. Reused; all lengths in one
 * unit.
 */
final class Sweep {
    /** Halvings: to a millionth of the way. */
    private static final int HALVINGS = 20;

    double fromX;
    double fromY;
    double fromZ;
    double alongX;
    double alongY;
    double alongZ;
    double radius;

    /** The capsule's axis. */
    private double axisX;

    private double axisY;
    private double axisLow;
    private double axisHigh;

    /**
     * Part of the way to the first touch, 0 to 1; {@link Obstacles#CLEAR} when there is none.
     *
     * @param low height of the lower end of the capsule's axis
     * @param high height of its upper end
     */
    double meets(double x, double y, double low, double high, double capsuleRadius) {
        axisX = x;
        axisY = y;
        axisLow = low;
        axisHigh = high;
        double reach = radius + capsuleRadius;
        if (isFarFrom(reach)) {
            return Obstacles.CLEAR;
        }
        if (square(0) <= reach * reach) {
            return 0;
        }
        double before = 0;
        double touching = nearest();
        if (square(touching) > reach * reach) {
            return Obstacles.CLEAR;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (before + touching) / 2;
            if (square(middle) > reach * reach) {
                before = middle;
            } else {
                touching = middle;
            }
        }
        return touching;
    }

    private boolean isFarFrom(double reach) {
        return isApart(fromX, alongX, axisX, axisX, reach)
                || isApart(fromY, alongY, axisY, axisY, reach)
                || isApart(fromZ, alongZ, axisLow, axisHigh, reach);
    }

    private static boolean isApart(
            double from, double along, double low, double high, double reach) {
        return Math.max(from, from + along) < low - reach
                || Math.min(from, from + along) > high + reach;
    }

    private double nearest() {
        if (!approaches(0) || approaches(1)) {
            return approaches(0) ? 1 : 0;
        }
        double before = 0;
        double behind = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (before + behind) / 2;
            if (approaches(middle)) {
                before = middle;
            } else {
                behind = middle;
            }
        }
        return (before + behind) / 2;
    }

    /** Whether the distance falls at a part of the way. */
    private boolean approaches(double part) {
        double x = fromX + alongX * part - axisX;
        double y = fromY + alongY * part - axisY;
        double z = heightFromAxis(part);
        return x * alongX + y * alongY + z * alongZ < 0;
    }

    /** Square of the distance at a part of the way. */
    private double square(double part) {
        double x = fromX + alongX * part - axisX;
        double y = fromY + alongY * part - axisY;
        double z = heightFromAxis(part);
        return x * x + y * y + z * z;
    }

    private double heightFromAxis(double part) {
        double z = fromZ + alongZ * part;
        return z - Math.clamp(z, axisLow, axisHigh);
    }
}
