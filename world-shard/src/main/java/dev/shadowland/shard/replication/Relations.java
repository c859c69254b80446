package dev.shadowland.shard.replication;

/**
 * How a viewer's team stands to another one: the rule of a game, asked once per record, so it
 * answers at once. A team is a number of 16 bits, 0 for none.
 */
@FunctionalInterface
public interface Relations {
    /** Neither. */
    int NEUTRAL = 0;

    /** On the viewer's side. */
    int FRIEND = 1;

    /** Against the viewer. */
    int ENEMY = 2;

    /** Teams stand together and against all others; who has none is neutral. */
    Relations TEAMS =
            (viewer, other) -> {
                if (viewer == 0 || other == 0) {
                    return NEUTRAL;
                }
                return viewer == other ? FRIEND : ENEMY;
            };

    /** {@link #NEUTRAL}, {@link #FRIEND} or {@link #ENEMY}. */
    int between(int viewerTeam, int otherTeam);
}
