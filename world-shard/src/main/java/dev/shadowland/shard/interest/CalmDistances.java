package dev.shadowland.shard.interest;

import java.util.Arrays;

/**
 * Distances at which an entity of a kind is far from the edge of every zone, at one level of rings:
 * what most of a whole look is about. Between {@link #from} and {@link #to} it is in the last ring
 * and stays so until the next whole look, beyond {@link #beyond} it is not near and stays so.
 * Squares of steps, by kind. Immutable.
 */
final class CalmDistances {
    final double[] from;
    final double[] to;
    final double[] beyond;

    /** {@link InterestRules#zone} in the last ring. */
    final int[] zones;

    CalmDistances(InterestRules rules, int level) {
        int kinds = rules.kinds().count();
        double slack = rules.slackSteps();
        from = new double[kinds];
        to = new double[kinds];
        beyond = new double[kinds];
        zones = new int[kinds];
        for (int kind = 0; kind < kinds; kind++) {
            double enter = Math.sqrt(rules.enterSquares[kind]);
            double leave = Math.sqrt(rules.leaveSquares[kind]);
            double lastEdge =
                    Arrays.stream(rules.ringSquares[level])
                            .filter(Double::isFinite)
                            .map(Math::sqrt)
                            .max()
                            .orElse(0);
            double low = lastEdge + slack;
            double high = Math.max(low, enter - slack);
            from[kind] = low * low;
            to[kind] = high * high;
            beyond[kind] = (leave + slack) * (leave + slack);
            zones[kind] = rules.zone(to[kind], kind, level);
        }
    }
}
