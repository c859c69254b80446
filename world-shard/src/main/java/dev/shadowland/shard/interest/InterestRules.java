package dev.shadowland.shard.interest;

/**
 * How far entities are seen. A type enters a viewer's interest set within its radius and leaves it
 * beyond the radius times the leave factor. Immutable.
 */
public final class InterestRules {
    /** The seed's distance for players, in units. */
    public static final double PLAYER_RADIUS = 100_000;

    private static final int TYPES = 256;

    private final double[] enterSquares = new double[TYPES];
    private final double[] leaveSquares = new double[TYPES];
    private final double reach;

    /**
     * One radius for every type.
     *
     * @param radius enter distance in units
     * @param leaveFactor at least 1
     * @param step units per quantization step: distances are compared in steps
     */
    public InterestRules(double radius, double leaveFactor, double step) {
        this.reach = radius * leaveFactor;
        for (int type = 0; type < TYPES; type++) {
            enterSquares[type] = radius / step * (radius / step);
            leaveSquares[type] = reach / step * (reach / step);
        }
    }

    /** Greatest distance in units at which anything stays in an interest set. */
    public double reach() {
        return reach;
    }

    /** Square of the enter distance of a type, in steps. */
    public double enterSquare(int type) {
        return enterSquares[type];
    }

    /** Square of the leave distance of a type, in steps. */
    public double leaveSquare(int type) {
        return leaveSquares[type];
    }
}
