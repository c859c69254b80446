package dev.shadowland.shard.interest;

import java.util.List;

/**
 * How far and how often entities are seen. A type enters a viewer's interest set within its radius
 * and leaves it beyond the radius times the leave factor. Immutable.
 */
public final class InterestRules {
    private static final int TYPES = 256;

    final double[] enterSquares = new double[TYPES];
    final double[] leaveSquares = new double[TYPES];
    final double[][] ringSquares;
    private final List<Rings> levels;
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
        this.levels = rings.levels();
        this.ringSquares = new double[levels.size()][Rings.MOST - 1];
        for (int type = 0; type < TYPES; type++) {
            enterSquares[type] = radius / step * (radius / step);
            leaveSquares[type] = reach / step * (reach / step);
        }
        for (int level = 0; level < ringSquares.length; level++) {
            for (int ring = 0; ring < Rings.MOST - 1; ring++) {
                double steps = levels.get(level).radius(ring) / step;
                ringSquares[level][ring] = steps * steps;
            }
        }
    }

    /** Greatest distance in units at which anything stays in an interest set. */
    public double reach() {
        return reach;
    }

    /** Sparsest level there is, 0 or more. */
    public int sparsest() {
        return levels.size() - 1;
    }

    /** How often by distance, at a level. */
    public Rings rings(int level) {
        return levels.get(level);
    }
}
