package dev.shadowland.transport.config;

/**
 * Interest of viewers.
 *
 * @param baseDistance for types without a distance of their own, world units
 * @param adaptiveSync whether far entities are sent less often
 */
public record AoiConfig(
        boolean enabled,
        double baseDistance,
        EntityDistances entityDistances,
        boolean adaptiveSync) {}
