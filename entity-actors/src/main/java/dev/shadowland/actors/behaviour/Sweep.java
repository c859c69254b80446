package dev.shadowland.actors.behaviour;

import dev.shadowland.actors.entity.Body;

/**
 * A ball on a straight way of one tick, and whether it touches a body. Its distance to the axis of
 * a capsule is convex along the way: it falls, if it does, up to a nearest place and rises behind
 * it, which therefore is found by halving. Reused; all lengths in units.
 */
public final class Sweep {
    /** To a millionth of the way. */
    private static final int HALVINGS = 20;

    public double fromX;
    public double fromY;
    public double fromZ;
    public double alongX;
    public double alongY;
    public double alongZ;
    public double radius;

    /** Entity that it passes through: a shot leaves its shooter. */
    public int except;

    private double axisX;
    private double axisY;
    private double axisLow;
    private double axisHigh;

    /** Whether the ball touches a body, whose feet are there, anywhere on its way. */
    public boolean touches(Body body, double x, double y, double z) {
        axisX = x;
        axisY = y;
        axisLow = z + body.radius();
        axisHigh = axisLow + body.axis();
        double reach = radius + body.radius();
        return !isFarFrom(reach) && comesWithin(reach * reach);
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

    private boolean comesWithin(double reachSquare) {
        if (square(0) <= reachSquare || square(1) <= reachSquare) {
            return true;
        }
        double before = 0;
        double behind = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (before + behind) / 2;
            if (square(middle) <= reachSquare) {
                return true;
            }
            if (approaches(middle)) {
                before = middle;
            } else {
                behind = middle;
            }
        }
        return false;
    }

    /** Whether the distance to the axis falls at a part of the way. */
    private boolean approaches(double part) {
        double x = fromX + alongX * part - axisX;
        double y = fromY + alongY * part - axisY;
        return x * alongX + y * alongY + heightFromAxis(part) * alongZ < 0;
    }

    /** Square of that distance. */
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
