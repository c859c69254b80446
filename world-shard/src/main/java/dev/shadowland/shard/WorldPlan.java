package dev.shadowland.shard;

import dev.shadowland.actors.store.ClusterPlan;
import dev.shadowland.actors.store.ClusterRow;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.transport.config.ShadowlandConfig;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The world that a configuration describes, as the store keeps it: cells of another cut or rate
 * must not mix.
 */
public final class WorldPlan {
    private WorldPlan() {}

    /** What `init` stores: a world whose tick 0 is now. */
    public static ClusterPlan of(ShadowlandConfig config, long nowMs) {
        List<MapGeometry> maps = config.world().geometries();
        return new ClusterPlan(
                config.cluster().id(),
                nowMs,
                config.performance().tickRateHz(),
                maps.getFirst().map(),
                fingerprint(maps));
    }

    /**
     * Checks a node's configuration against the stored world.
     *
     * @throws NodeStartException when they differ
     */
    static void requireSame(ShadowlandConfig config, ClusterRow stored) {
        ClusterPlan own = of(config, stored.originMs());
        boolean same =
                (own.cluster() == null || own.cluster().equals(stored.cluster()))
                        && own.tickRateHz() == stored.tickRateHz()
                        && own.map() == stored.map()
                        && own.geometryHash() == stored.geometryHash();
        if (!same) {
            throw new NodeStartException(
                    "the store holds another world than shadowland.cluster.id, shadowland.world and"
                            + " shadowland.performance.tick-rate describe: use that world's"
                            + " configuration, or another store.path");
        }
    }

    private static long fingerprint(List<MapGeometry> maps) {
        CRC32C crc = new CRC32C();
        maps.forEach(map -> crc.update(map.toString().getBytes(StandardCharsets.UTF_8)));
        return crc.getValue();
    }
}
