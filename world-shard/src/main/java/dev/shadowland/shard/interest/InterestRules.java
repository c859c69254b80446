package dev.shadowland.shard.interest;

/**
 * How far and how often entities are seen. A type enters a viewer's interest set within its radius
 * and leaves it beyond the radius times the leave factor. Immutable.
 */
public final class InterestRules {
    private static final int TYPES = 256;

    final double[] enterSquares = new double[TYPES];
    final double[] leaveSquares = new double[TYPES];
    final double[] ringSquares = new double[Rings.MOST - 1];
    private final Rings rings;
    private final double reach;

    /**
     * One radius for every type.
     *
     * @param radius enter distance in units
     * @param leaveFactor at least 1
     * @param step units per quantization step: distances are compared in steps
     */
    public InterestRules(double radius, double leaveFactor, Rings rings, double step) {
        this.reach = radius * leaveFactor;
        this.rings = rings;
        for (int type = 0; type < TYPES; type++) {
            enterSquares[type] = radius / step * (radius / step);
            leaveSquares[type] = reach / step * (reach / step);
        }
        for (int ring = 0; ring < ringSquares.length; ring++) {
            ringSquares[ring] = rings.radius(ring) / step * (rings.radius(ring) / step);
        }
    }

    /** Greatest distance in units at which anything stays in an interest set. */
    public double reach() {
        return reach;
    }

    /** How often by distance. */
    public Rings rings() {
        return rings;
    }
}
