package dev.shadowland.shard.interest;

import dev.shadowland.actors.behaviour.WorldMotion;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How far and how often entities are seen. A kind enters a viewer's interest set within its
 * distance and leaves it beyond the distance times the leave factor. Kinds of one distance are a
 * <em>tier</em> and are looked for together, so that what is seen from 100 m costs nothing a
 * kilometre away. Immutable.
 */
public final class InterestRules {
    /**
     * Ticks after which a viewer looks at everybody again, and not only at whom that can matter.
     */
    public static final int LOOK_TICKS = 60;

    private static final double TICKS_PER_SECOND = 60;
    private static final double PACE_SLACK = 1.25;
    private static final int BURST_TICKS = 12;
    private static final float NEAR_WEIGHT = 3;
    private static final int NEAR = 1;
    private static final int RING_SHIFT = 1;
    private static final int FRINGE_SHIFT = 3;

    final double[] enterSquares;
    final double[] leaveSquares;
    final double[][] ringSquares;

    /** Nearest ring of a kind, by level: its rate is that ring's even when it is nearer. */
    final int[][] nearestRings;

    private final Kinds kinds;
    private final double[] tierReaches;
    private final int[] tiers;
    private final List<Rings> levels;
    private final double paceSteps;
    private final List<CalmDistances> calm;

    /** The same for whoever moves at the usual speed. */
    public InterestRules(Kinds kinds, double leaveFactor, Rings rings, double step) {
        this(kinds, leaveFactor, rings, step, MovementStep.MAX_SPEED);
    }

    /**
     * The kinds' own distances and rates.
     *
     * @param leaveFactor at least 1
     * @param step units per quantization step: distances are compared in steps
     * @param speed units per second at which entities usually move, at most: whoever is faster is
     *     looked at more often
     */
    public InterestRules(Kinds kinds, double leaveFactor, Rings rings, double step, double speed) {
        this.kinds = kinds;
        paceSteps = speed * PACE_SLACK / TICKS_PER_SECOND / step;
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
        calm =
                IntStream.range(0, levels.size())
                        .mapToObj(level -> new CalmDistances(this, level))
                        .toList();
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

    /**
     * Distance in units from which a cell looks at a kind: where its viewers see it, and wherever
     * those who live in the cell go, for it puts anew whom it sees nowhere.
     */
    double lookout(int kind) {
        return Math.max(reach(kind), WorldMotion.farthestFromHome(kinds.get(kind)));
    }

    /** The farthest of all kinds. */
    double lookout() {
        return farthestLookout(_ -> true);
    }

    /** The farthest of those that are not seen from farther than players. */
    double nearLookout() {
        return farthestLookout(kind -> !isFarSeen(kind));
    }

    private double farthestLookout(IntPredicate counts) {
        return IntStream.range(0, kinds.count())
                .filter(counts)
                .mapToDouble(this::lookout)
                .max()
                .orElseThrow();
    }

    /** Greatest distance in units at which anything stays in an interest set. */
    public double reach() {
        return tierReaches[tierReaches.length - 1];
    }

    /** The same for players. What is seen from farther is rare, and its rows stand first. */
    private double playerReach() {
        return reach(kinds.of(EntityType.PLAYER, 0));
    }

    /** Whether a kind is seen from farther than players are. */
    public boolean isFarSeen(int kind) {
        return reach(kind) > playerReach();
    }

    /** Steps that an entity usually moves in a tick, at most. */
    double paceSteps() {
        return paceSteps;
    }

    /** Steps that it usually moves at once, at most. */
    double burstSteps() {
        return paceSteps * BURST_TICKS;
    }

    /** Steps by which two entities usually come nearer or apart until the next whole look. */
    double slackSteps() {
        return 2 * (paceSteps * LOOK_TICKS + burstSteps() + 1);
    }

    /** Distances far from every edge, at a level. */
    CalmDistances calm(int level) {
        return calm.get(level);
    }

    /**
     * Where a distance puts an entity of a kind, at a level: 0 for not near, else see {@link #ring}
     * and {@link #isFringe}.
     *
     * @param square of the distance in steps
     */
    int zone(double square, int kind, int level) {
        if (square > leaveSquares[kind]) {
            return 0;
        }
        double[] rings = ringSquares[level];
        int ring =
                (square > rings[0] ? 1 : 0)
                        + (square > rings[1] ? 1 : 0)
                        + (square > rings[2] ? 1 : 0);
        int fringe = square > enterSquares[kind] ? 1 : 0;
        return NEAR
                | Math.max(ring, nearestRings[level][kind]) << RING_SHIFT
                | fringe << FRINGE_SHIFT;
    }

    /** Ring of a zone. */
    static int ring(int zone) {
        return zone >> RING_SHIFT & (Rings.MOST - 1);
    }

    /** Whether a zone is near enough to stay in an interest set, but not to enter one. */
    static boolean isFringe(int zone) {
        return zone >> FRINGE_SHIFT != 0;
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

    /** Whether a kind has a turn in every tick where it is nearest, at a level. */
    public boolean isInEveryTurn(int kind, int level) {
        return rings(level).periodTicks(nearestRings[level][kind]) == 1;
    }

    /** How often by distance, at a level. */
    public Rings rings(int level) {
        return levels.get(level);
    }
}
