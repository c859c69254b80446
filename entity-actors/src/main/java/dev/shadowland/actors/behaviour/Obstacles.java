package dev.shadowland.actors.behaviour;

/** What stands in the way of something that flies. */
@FunctionalInterface
public interface Obstacles {
    /** Nobody does. */
    Obstacles NONE = _ -> false;

    /** Whether it meets anybody on its way. */
    boolean areMetBy(Sweep sweep);
}
