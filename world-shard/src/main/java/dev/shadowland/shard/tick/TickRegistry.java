package dev.shadowland.shard.tick;

/** The node's tick source as cells see it. Any thread. */
public interface TickRegistry {
    /** From now on the target gets every tick. */
    void add(long cell, TickTarget target);

    /** The cell's target gets no more ticks; one may still be on its way. */
    void remove(long cell);
}
