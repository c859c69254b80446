package dev.shadowland.transport.config;

/**
 * Where new characters appear.
 *
 * @param pattern around one point, or along the borders of cells
 * @param x the point, world units
 * @param y the point, world units
 * @param radius farthest from the point or border, world units
 * @param share how many of the new characters appear on this map, relative to the other maps'
 *     shares; 0: none
 */
public record SpawnConfig(SpawnPattern pattern, double x, double y, double radius, double share) {}
