package dev.shadowland.shard.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shadowland.actors.store.ClusterPlan;
import dev.shadowland.actors.store.SqliteWorldStore;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.motion.MapGeometry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Two shards and a gateway in one JVM, over real Artery. */
class CellClusterIT {
    private static final List<String> LINE = SpatialPlan.of(List.of(MapGeometry.DEFAULT)).cells();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void shouldSpreadCellsAndMoveThemWithHigherEpochsWhenAShardLeaves() {
        try (SqliteWorldStore store = SqliteWorldStore.open(folder.resolve("world.db"))) {
            store.initialise(new ClusterPlan(null, 1_000, 60, 0, 42));
            try (ClusterNode first = ClusterNode.shard(1, store, List.of(), 2);
                    ClusterNode gateway = ClusterNode.gateway(9, List.of(first.address()))) {
                RouteTable before;
                try (ClusterNode second =
                        ClusterNode.shard(2, store, List.of(first.address()), 2)) {
                    await().atMost(PATIENCE).until(() -> isSpread(gateway.routes));
                    before = gateway.routes;
                    assertThat(first.board.cells()).isEqualTo(32);
                    assertThat(second.board.cells()).isEqualTo(32);
                    assertThat(gateway.members).containsOnlyKeys(1, 2, 9);
                    await().atMost(PATIENCE)
                            .until(() -> first.routes.size() == 64 && second.routes.size() == 64);
                }
                await().atMost(PATIENCE).until(() -> owners(gateway.routes, 1) == 64);
                await().atMost(PATIENCE).until(() -> !gateway.members.containsKey(2));
                for (String cell : LINE) {
                    long key = CellKey.parse(cell);
                    if (before.nodeOf(key) == 2) {
                        assertThat(gateway.routes.epochOf(key))
                                .as(cell)
                                .isGreaterThan(before.epochOf(key));
                    }
                }
            }
        }
    }

    /** All cells have an owner, evenly, and the line changes owner once. */
    private static boolean isSpread(RouteTable routes) {
        int changes = 0;
        for (int i = 1; i < LINE.size(); i++) {
            int here = routes.nodeOf(CellKey.parse(LINE.get(i)));
            int there = routes.nodeOf(CellKey.parse(LINE.get(i - 1)));
            changes += here == there ? 0 : 1;
        }
        return routes.size() == 64
                && owners(routes, 1) == 32
                && owners(routes, 2) == 32
                && changes == 1;
    }

    private static long owners(RouteTable routes, int node) {
        return LINE.stream().filter(cell -> routes.nodeOf(CellKey.parse(cell)) == node).count();
    }
}
