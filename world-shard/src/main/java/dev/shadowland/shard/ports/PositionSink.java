package dev.shadowland.shard.ports;

/**
 * Takes positions to be saved. Called by cells' threads, must not block; the store fences by
 * generation.
 */
@FunctionalInterface
public interface PositionSink {
    /** A player stands here; position in units, yaw u16. */
    void save(long character, long generation, double x, double y, double z, int yaw);
}
