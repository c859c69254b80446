package dev.shadowland.actors.entity;

/**
 * What stands in the way of others: an upright capsule on its feet, which are at the entity's
 * position. Of a projectile it is a ball about its position, and nobody's obstacle.
 *
 * @param radius units, 0 or more
 * @param height units from the feet to the top, at least the diameter; 0 when nothing is in the way
 */
public record Body(double radius, double height) {
    /** Nothing. */
    public static final Body NONE = new Body(0, 0);

    public Body {
        if (!(radius >= 0) || !(height == 0 || height >= 2 * radius)) {
            throw new IllegalArgumentException(
                    "a body of radius %s and height %s: it is at least as high as it is wide"
                            .formatted(radius, height));
        }
    }

    /** Whether it stands in the way of others. */
    public boolean isSolid() {
        return height > 0;
    }

    /**
     * Units from the lower centre of the capsule, a radius above the feet, to the upper; 0 or more.
     */
    public double axis() {
        return height - 2 * radius;
    }
}
