package dev.shadowland.shard;

import dev.shadowland.shard.cell.CellLimits;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.transport.config.AoiConfig;
import dev.shadowland.transport.config.ShadowlandConfig;
import dev.shadowland.transport.config.SyncRings;

import java.util.List;

/** Bounds of cells as a node's configuration has them. */
final class CellSettings {
    /** Rings count in ticks of 60 a second; the world's rate is that one. */
    private static final int TICK_RATE = 60;

    private CellSettings() {}

    static CellLimits limits(ShadowlandConfig config) {
        CellLimits defaults = CellLimits.DEFAULT;
        return new CellLimits(
                defaults.maxPlayers(),
                defaults.inboxBytes(),
                config.aoi().entityDistances().player(),
                defaults.leaveFactor(),
                rings(config.aoi()),
                config.aoi().gridSize(),
                defaults.hysteresis(),
                config.performance().snapshotBudget());
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
