package dev.shadowland.benchmarks.world;

import java.util.Locale;

/** How far an entity is from its viewer. */
public enum Ring {
    /** Up to 8000 units. */
    NEAR(8_000),
    /** Up to 25 600 units. */
    MIDDLE(25_600),
    /** Beyond. */
    FAR(Double.POSITIVE_INFINITY);

    private final double reach;

    Ring(double reach) {
        this.reach = reach;
    }

    /** Greatest distance in units. */
    public double reach() {
        return reach;
    }

    /** The ring of a distance, given as its square in units. */
    static Ring ofSquare(double square) {
        if (square <= NEAR.reach * NEAR.reach) {
            return NEAR;
        }
        return square <= MIDDLE.reach * MIDDLE.reach ? MIDDLE : FAR;
    }

    /** For a person, and in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
