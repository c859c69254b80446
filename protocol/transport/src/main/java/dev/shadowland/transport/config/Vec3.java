package dev.shadowland.transport.config;

/** Three numbers along the world's axes. */
public record Vec3(double x, double y, double z) {}
