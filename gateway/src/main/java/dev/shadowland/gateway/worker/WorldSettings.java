package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MovementStep;

/**
 * What WorldEntered tells of the world, the same for every client.
 *
 * @param map the map that clients enter
 * @param tickRateHz ticks per second
 * @param maxSpeed units per second
 */
public record WorldSettings(MapGeometry map, int tickRateHz, double maxSpeed) {
    /** The defaults. */
    public static final WorldSettings DEFAULT =
            new WorldSettings(MapGeometry.DEFAULT, 60, MovementStep.MAX_SPEED);
}
