package dev.shadowland.transport.config;

/**
 * What moves meets what stands in its way.
 *
 * @param gridSize edge of the cubes in which bodies are looked for, world units
 */
public record CollisionConfig(double gridSize) {}
