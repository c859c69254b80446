package dev.shadowland.actors.store;

import java.util.UUID;

/**
 * The cluster as stored.
 *
 * @param cluster id that login tokens name
 * @param originMs wall clock of tick 0, ms since 1970; never changes
 * @param tickRateHz simulation steps per second
 * @param map id of the first map
 * @param geometryHash fingerprint of the maps' geometry
 */
public record ClusterRow(UUID cluster, long originMs, int tickRateHz, int map, long geometryHash) {}
