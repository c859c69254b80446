package dev.shadowland.actors.api;

/**
 * A place in a map.
 *
 * @param map map id, 0..65535
 * @param x world units east
 * @param y world units north
 * @param z world units up
 * @param yaw heading as a 16-bit turn, 0..65535
 */
public record Position(int map, double x, double y, double z, int yaw) {}
