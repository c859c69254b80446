package dev.shadowland.actors.store;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * What a new cluster is made of.
 *
 * @param cluster id that login tokens name; null lets the store make one
 * @param originMs wall clock of tick 0, ms since 1970; used only when the cluster is new
 * @param tickRateHz simulation steps per second
 * @param map id of the first map
 * @param geometryHash fingerprint of the maps' geometry: cells of another cut must not mix
 */
public record ClusterPlan(
        @Nullable UUID cluster, long originMs, int tickRateHz, int map, long geometryHash) {}
