package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.motion.MapGeometry;

import java.util.random.RandomGenerator;

/** How a bot walks. */
public enum BehaviourKind {
    /** Random waypoints near home. */
    WANDER,
    /** Back and forth across the nearest border between two cells. */
    BORDER,
    /** Stands. */
    STILL;

    /**
     * A behaviour of this kind.
     *
     * @param x where the bot is at home
     * @param y where the bot is at home
     */
    public Behaviour at(MapGeometry map, double x, double y, RandomGenerator random) {
        return switch (this) {
            case WANDER -> new Behaviour.Hopping(new Behaviour.Wander(map, x, y, random), random);
            case BORDER ->
                    new Behaviour.Hopping(Behaviour.BorderWalk.from(map, x, y, random), random);
            case STILL -> new Behaviour.Still();
        };
    }
}
