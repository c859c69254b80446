package dev.shadowland.benchmarks.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.List;

class LayoutTest {
    @Test
    void shouldKeepDensityEqualUpToTheWholeMap() {
        assertThat(Layout.DENSITY.area(10_000)).isEqualTo(Layout.SPREAD.area(10));
        assertThat(Layout.DENSITY.area(1_000).edge())
                .isCloseTo(819_200 / Math.sqrt(10), within(1e-6));
    }

    @Test
    void shouldKeepTheCrowdInOneCellAndEverybodyNear() {
        Area area = Layout.CROWD.area(1_000);
        double edge = area.minX() + area.edge();
        assertThat(CellNode.MAP.cellAt(area.minX(), area.minY()))
                .isEqualTo(CellNode.MAP.cellAt(edge, area.minY() + area.edge()));
        assertThat(Ring.ofSquare(2 * area.edge() * area.edge())).isEqualTo(Ring.NEAR);
    }

    @Test
    void shouldMeasureTheCrowdOnOneThreadAndTheRestOnAll() {
        WorldOptions options =
                new WorldOptions(
                        List.of(10, 10_000),
                        List.of(1, 2),
                        EnumSet.allOf(Layout.class),
                        50,
                        20,
                        1,
                        1);
        assertThat(options.points()).hasSize(10);
        assertThat(options.points().getLast())
                .isEqualTo(new Point(Layout.CROWD, 50, 1, Rates.WANTED));
        assertThat(options.points().get(1).isSameWorldAs(options.points().get(6))).isTrue();
        assertThat(options.points().get(0).isSameWorldAs(options.points().get(5))).isFalse();
        Point more = options.points().get(4);
        assertThat(more.rates().farHz()).isEqualTo(20);
        assertThat(more.players()).isEqualTo(10_000);
        assertThat(more.threads()).isEqualTo(2);
        assertThat(more.isSameWorldAs(options.points().get(3))).isFalse();
    }
}
