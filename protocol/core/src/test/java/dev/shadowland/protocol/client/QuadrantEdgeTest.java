package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.snapshot.EntityRow;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/**
 * Every edge of a quadrant on the default map, both axes, both directions, straight and through the
 * corners: what is drawn walks on evenly, whichever quadrant its records name and wherever the
 * origin of the drawn world lies.
 */
class QuadrantEdgeTest {
    private static final MapGeometry MAP = MapGeometry.DEFAULT;
    private static final int ID = 7;
    private static final double STEP = 25;
    private static final int RECORDS = 40;

    /** Half a step of rounding at both ends of a piece, and what floats lose a kilometre away. */
    private static final double ROUNDING = 1.6;

    /** Where it crosses, and the direction in which it does. */
    record Crossing(double x, double y, int alongX, int alongY) {}

    static Stream<Crossing> crossings() {
        Stream.Builder<Crossing> crossings = Stream.builder();
        for (int edge = 1; edge < MAP.columns(); edge++) {
            double at = MAP.minX() + edge * MAP.cellSize();
            for (int direction = -1; direction <= 1; direction += 2) {
                crossings.add(new Crossing(at, 12_345, direction, 0));
                crossings.add(new Crossing(-12_345, at, 0, direction));
                crossings.add(new Crossing(at, at, direction, direction));
                crossings.add(new Crossing(at, -at, direction, -direction));
            }
        }
        return crossings.build();
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void shouldWalkOnEvenlyAcrossAnEdgeWhileTheOriginFollows(Crossing crossing) {
        Screen screen = new Screen();
        RenderOrigin origin = new RenderOrigin(RenderOrigin.GRID);
        int slot = 0;
        boolean hasChangedQuadrant = false;
        for (int i = 0; i < RECORDS; i++) {
            long tick = 100 + 3L * i;
            if (i == 0) {
                screen.create(tick, row(crossing, i));
            } else {
                screen.walk(tick, row(crossing, i));
            }
            slot = screen.slot(ID);
            long rest = screen.world.word(slot, EntityRow.REST);
            hasChangedQuadrant |= rest != row(crossing, 0)[3];
            assertThat(screen.world.x(slot)).isCloseTo(x(crossing, i), within(0.79));
            assertThat(screen.world.y(slot)).isCloseTo(y(crossing, i), within(0.79));
            for (double shown = Math.max(100, tick - 3.0); i > 1 && shown < tick; shown += 0.5) {
                assertThat(screen.show(shown, ID)).isTrue();
                double walked = (shown - 100) / 3;
                origin.follow(screen.rendered.x(), screen.rendered.y());
                float localX = origin.localX(screen.rendered.x());
                float localY = origin.localY(screen.rendered.y());
                assertThat(Math.abs(localX)).isLessThanOrEqualTo((float) RenderOrigin.GRID);
                assertThat(origin.worldX(localX)).isCloseTo(x(crossing, walked), within(ROUNDING));
                assertThat(origin.worldY(localY)).isCloseTo(y(crossing, walked), within(ROUNDING));
            }
        }
        assertThat(hasChangedQuadrant).isTrue();
    }

    private static double x(Crossing crossing, double walked) {
        return crossing.x() + crossing.alongX() * (walked - RECORDS / 2.0) * STEP;
    }

    private static double y(Crossing crossing, double walked) {
        return crossing.y() + crossing.alongY() * (walked - RECORDS / 2.0) * STEP;
    }

    private static long[] row(Crossing crossing, int walked) {
        return TestRow.of(
                ID,
                x(crossing, walked),
                y(crossing, walked),
                crossing.alongX() * STEP * 20,
                crossing.alongY() * STEP * 20,
                0);
    }
}
