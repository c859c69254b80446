package dev.shadowland.shard.ports;

/**
 * Takes positions to be saved. Called by cells' threads, must not block; the store fences by
 * generation.
 */
@FunctionalInterface
public interface PositionSink {
    /** A player stands here, on this map; position in units, yaw u16. */
    void save(long character, long generation, int map, double x, double y, double z, int yaw);
}
