package dev.shadowland.shard.interest;

import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;

import java.util.Arrays;
import java.util.List;

/**
 * How far and how often entities are seen. A kind enters a viewer's interest set within its
 * distance and leaves it beyond the distance times the leave factor. Kinds of one distance are a
 * <em>tier</em> and are looked for together, so that what is seen from 100 m costs nothing a
 * kilometre away. Immutable.
 */
public final class InterestRules {
    final double[] enterSquares;
    final double[] leaveSquares;
    final double[][] ringSquares;

    /** Nearest ring of a kind, by level: its rate is that ring's even when it is nearer. */
    final int[][] nearestRings;

    private static final float NEAR_WEIGHT = 3;

    private final Kinds kinds;
    private final double[] tierReaches;
    private final int[] tiers;
    private final List<Rings> levels;

    /**
     * The kinds' own distances and rates.
     *
     * @param leaveFactor at least 1
     * @param step units per quantization step: distances are compared in steps
     */
    public InterestRules(Kinds kinds, double leaveFactor, Rings rings, double step) {
        this.kinds = kinds;
        levels = rings.levels();
        int count = kinds.count();
        double[] distances = new double[count];
        Arrays.setAll(distances, kind -> kinds.get(kind).distance());
        double[] tierDistances = Arrays.stream(distances).distinct().sorted().toArray();
        tiers = new int[count];
        Arrays.setAll(tiers, kind -> Arrays.binarySearch(tierDistances, distances[kind]));
        tierReaches = Arrays.stream(tierDistances).map(units -> units * leaveFactor).toArray();
        enterSquares = new double[count];
        leaveSquares = new double[count];
        Arrays.setAll(enterSquares, kind -> square(distances[kind] / step));
        Arrays.setAll(leaveSquares, kind -> square(distances[kind] * leaveFactor / step));
        ringSquares = new double[levels.size()][Rings.MOST - 1];
        nearestRings = new int[levels.size()][count];
        for (int level = 0; level < levels.size(); level++) {
            Rings own = levels.get(level);
            Arrays.setAll(ringSquares[level], ring -> square(own.radius(ring) / step));
            Arrays.setAll(
                    nearestRings[level], kind -> own.firstFrom(kinds.get(kind).periodTicks()));
        }
    }

    private static double square(double value) {
        return value * value;
    }

    /** The kinds that there are. */
    public Kinds kinds() {
        return kinds;
    }

    /** Number of the kind of an entity, from its identity word. */
    public int kindOf(long identity) {
        return kinds.of(EntityRow.type(identity), EntityRow.subtype(identity));
    }

    /** Tiers, by rising distance. */
    int tiers() {
        return tierReaches.length;
    }

    /** Tier of a kind. */
    int tier(int kind) {
        return tiers[kind];
    }

    /** Greatest distance in units at which a tier stays in an interest set. */
    double tierReach(int tier) {
        return tierReaches[tier];
    }

    /** Greatest distance in units at which a kind stays in an interest set. */
    public double reach(int kind) {
        return tierReaches[tiers[kind]];
    }

    /** Greatest distance in units at which anything stays in an interest set. */
    public double reach() {
        return tierReaches[tierReaches.length - 1];
    }

    /** The same for players. What is seen from farther is rare, and its rows stand first. */
    public double playerReach() {
        return reach(kinds.of(EntityType.PLAYER, 0));
    }

    /** Whether a kind is seen from farther than players are. */
    public boolean isFarSeen(int kind) {
        return reach(kind) > playerReach();
    }

    /** What a kind counts for when there is more to tell than room, at a distance in steps. */
    public float weight(int kind, double distanceSquare) {
        float nearness = 1 - (float) Math.min(1, distanceSquare / leaveSquares[kind]);
        return kinds.get(kind).weight() * (1 + NEAR_WEIGHT * nearness);
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
