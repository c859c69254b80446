package dev.shadowland.shard.tick;

/** Told of every tick that a cell ran. Any thread, several at once; must not block. */
@FunctionalInterface
public interface TickProbe {
    /**
     * A cell ran a tick.
     *
     * @param scheduledNs epoch nanos at which it was due
     * @param finishedNs epoch nanos of its last flush
     */
    void onTick(long cell, long tick, long scheduledNs, long finishedNs);
}
