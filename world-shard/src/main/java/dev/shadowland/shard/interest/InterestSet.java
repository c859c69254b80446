package dev.shadowland.shard.interest;

/** One viewer's interest set, as {@link InterestRefresh} renews it. */
public interface InterestSet {
    /** A refresh begins: nothing is marked as near. */
    void beginRefresh();

    /**
     * The entity is within its leave distance; true when it was in the set already, and then it
     * stays.
     */
    boolean stay(int entity);

    /** The entity, not in the set, is within its enter distance: it is now. */
    void enter(int entity);

    /** Everything in the set that is in the view and was not marked leaves. */
    void endRefresh(WorldView view);
}
