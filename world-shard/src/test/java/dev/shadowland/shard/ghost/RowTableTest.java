package dev.shadowland.shard.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;

import org.junit.jupiter.api.Test;

import java.util.IdentityHashMap;

class RowTableTest {
    private static final MapGeometry SMALL = new MapGeometry(7, 0, 0, 0, 25_600, 2, 3, 6_400);

    private final RowTable table = new RowTable(MapGeometry.DEFAULT, SMALL);

    @Test
    void shouldHaveRowsOfItsOwnForEachCellOfEachMap() {
        IdentityHashMap<CellRows, Boolean> seen = new IdentityHashMap<>();
        for (MapGeometry map : new MapGeometry[] {MapGeometry.DEFAULT, SMALL}) {
            for (int y = 0; y < map.rows(); y++) {
                for (int x = 0; x < map.columns(); x++) {
                    CellRows rows = table.of(CellKey.of(map.map(), 0, x, y));
                    assertThat(rows).isNotNull().isSameAs(table.at(map.map(), x, y));
                    seen.put(rows, true);
                }
            }
        }
        assertThat(seen).hasSize(64 + 6);
    }

    @Test
    void shouldHaveNoneOutsideAMap() {
        assertThat(table.at(7, 2, 0)).isNull();
        assertThat(table.at(7, 0, 3)).isNull();
        assertThat(table.at(7, -1, 0)).isNull();
        assertThat(table.at(0, 0, -1)).isNull();
        assertThat(table.at(1, 0, 0)).isNull();
        assertThat(table.of(CellKey.of(1, 0, 0, 0))).isNull();
        assertThat(table.of(CellKey.of(0, 1, 0, 0))).isNull();
    }
}
