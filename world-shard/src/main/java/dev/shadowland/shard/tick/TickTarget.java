package dev.shadowland.shard.tick;

/** Something that wants every tick. */
@FunctionalInterface
public interface TickTarget {
    /**
     * Offers a tick; never blocks. Called by the tick source's thread.
     *
     * @return false when the one before is still outstanding: this one is skipped, and the source
     *     counts it
     */
    boolean offer(long tick, long scheduledNs);
}
