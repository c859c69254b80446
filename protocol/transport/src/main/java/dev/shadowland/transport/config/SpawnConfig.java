package dev.shadowland.transport.config;

/** Where new characters appear: within {@code radius} of the point, world units. */
public record SpawnConfig(double x, double y, double radius) {}
