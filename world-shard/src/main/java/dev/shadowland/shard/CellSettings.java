package dev.shadowland.shard;

import dev.shadowland.actors.entity.Headcount;
import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.shard.cell.CellLimits;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.transport.config.AoiConfig;
import dev.shadowland.transport.config.EntityDistances;
import dev.shadowland.transport.config.MapConfig;
import dev.shadowland.transport.config.PopulationConfig;
import dev.shadowland.transport.config.ShadowlandConfig;
import dev.shadowland.transport.config.SyncRings;

import java.util.Arrays;
import java.util.List;

/** Bounds of cells as a node's configuration has them. */
final class CellSettings {
    /** Rings count in ticks of 60 a second; the world's rate is that one. */
    private static final int TICK_RATE = 60;

    private CellSettings() {}

    /** Of the cells of one map. */
    static CellLimits limits(ShadowlandConfig config, MapConfig map) {
        CellLimits defaults = CellLimits.DEFAULT;
        return new CellLimits(
                defaults.maxPlayers(),
                defaults.inboxBytes(),
                defaults.maxEntities(),
                kinds(config.aoi().entityDistances()),
                headcount(map.population()),
                map.maxSpeed(),
                map.waters(),
                defaults.leaveFactor(),
                rings(config.aoi()),
                config.aoi().gridSize(),
                config.collision().gridSize(),
                defaults.hysteresis(),
                config.performance().snapshotBudget());
    }

    /** The seed's kinds with the configured distances. */
    private static Kinds kinds(EntityDistances distances) {
        Kinds kinds = Kinds.seed();
        return kinds.with(seen(kinds, "player", distances.player()))
                .with(seen(kinds, "npc", distances.npc()))
                .with(seen(kinds, "monster", distances.npc()))
                .with(seen(kinds, "projectile", distances.projectile()))
                .with(seen(kinds, "environment", distances.staticBuild()))
                .with(seen(kinds, "static-build", distances.staticBuild()))
                .with(seen(kinds, "vehicle", distances.vehicle()))
                .with(seen(kinds, "item", distances.item()))
                .with(seen(kinds, "effect", distances.effect()));
    }

    private static Kind seen(Kinds kinds, String name, double distance) {
        return kinds.get(kinds.named(name)).withDistance(distance);
    }

    private static Headcount headcount(PopulationConfig population) {
        Kinds kinds = Kinds.seed();
        Integer[] counts = new Integer[kinds.count()];
        Arrays.fill(counts, 0);
        counts[kinds.named("npc")] = population.npc();
        counts[kinds.named("monster")] = population.monster();
        counts[kinds.named("static-build")] = population.staticBuild();
        counts[kinds.named("vehicle")] = population.vehicle();
        counts[kinds.named("item")] = population.item();
        counts[kinds.named("effect")] = population.effect();
        return new Headcount(List.of(counts));
    }

    private static Rings rings(AoiConfig aoi) {
        SyncRings rings = aoi.syncRings();
        return aoi.adaptiveSync()
                ? new Rings(
                        List.of(
                                ring(rings.near().distance(), rings.near().rate()),
                                ring(rings.middle().distance(), rings.middle().rate()),
                                ring(rings.far().distance(), rings.far().rate()),
                                ring(Double.POSITIVE_INFINITY, rings.beyondRate())))
                : Rings.FULL_RATE;
    }

    private static Rings.Ring ring(double distance, int rate) {
        return new Rings.Ring(distance, TICK_RATE / rate);
    }
}
