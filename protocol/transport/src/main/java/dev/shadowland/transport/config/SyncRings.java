package dev.shadowland.transport.config;

/**
 * How often an entity is told of by its distance.
 *
 * @param near within this ring at the highest rate
 * @param middle further away
 * @param far further away
 * @param beyondRate records per second beyond the last ring
 */
public record SyncRings(SyncRing near, SyncRing middle, SyncRing far, int beyondRate) {
    /**
     * One ring.
     *
     * @param distance world units to its outer edge
     * @param rate records per second
     */
    public record SyncRing(double distance, int rate) {}
}
