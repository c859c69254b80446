package dev.shadowland.actors.routing;

/** What the cluster knows of the lives of its nodes; may be a moment behind what is so. */
interface Membership {
    /** How good a life's right to its node id is, best first. */
    enum Standing {
        /** A member that is reachable and stays. */
        LIVING,
        /** Not heard of yet, or not any more. */
        UNKNOWN,
        /** Unreachable, leaving or downed. */
        FADING
    }

    Standing standing(long memberUid);

    /** Of two living: whether the first is a member for longer. All nodes agree on it. */
    boolean isOlder(long memberUid, long than);

    /** Where its actors listen, {@code host:port}, which only one process at a time can hold. */
    String address(long memberUid);
}
