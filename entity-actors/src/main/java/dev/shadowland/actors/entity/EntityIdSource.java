package dev.shadowland.actors.entity;

/** Where cells get ids for new entities: at once, or not now. Any thread; must not block. */
@FunctionalInterface
public interface EntityIdSource {
    /** No id is at hand. */
    int NONE = 0;

    /** An id that no entity of the cluster has and nobody remembers, or {@link #NONE}. */
    int tryTake();
}
