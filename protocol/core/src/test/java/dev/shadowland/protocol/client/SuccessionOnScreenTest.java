package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cell that a player is put into while its last one lives ticks beside it for a moment: what is
 * drawn is what the successor says, whatever tick the other's last word had.
 */
class SuccessionOnScreenTest {
    private static final double ROUNDING = 0.79;
    private static final int ENTITY = 7;

    private final Screen screen = new Screen();

    @ParameterizedTest(name = "the predecessor told for {0} ticks more")
    @ValueSource(ints = {0, 1, 5, 9, 10, 30})
    void shouldShowWhatStandsWhereTheSuccessorSays(int ahead) {
        walkUntil(200 + ahead);
        screen.source = 200;
        screen.create(200, TestRow.of(ENTITY, 50, 900, 0, 0, 0));
        for (int tick = 201 + ahead; tick < 400; tick++) {
            screen.silence(tick);
            assertThat(screen.show(tick, ENTITY)).as("shown at tick %d", tick).isTrue();
        }
        assertThat(screen.rendered.x()).isCloseTo(50, within(ROUNDING));
        assertThat(screen.rendered.y()).isCloseTo(900, within(ROUNDING));
    }

    @ParameterizedTest(name = "the predecessor told for {0} ticks more")
    @ValueSource(ints = {0, 1, 5, 9, 10, 30})
    void shouldTakeAwayWhatTheSuccessorTakesAway(int ahead) {
        walkUntil(200 + ahead);
        screen.source = 200;
        screen.remove(200, ENTITY);
        screen.silence(201 + ahead);
        assertThat(screen.show(201 + ahead, ENTITY)).isFalse();
    }

    private void walkUntil(int last) {
        screen.create(190, TestRow.of(ENTITY, 0, 0, 500, 0, 0));
        for (int tick = 191; tick <= last; tick++) {
            screen.walk(tick, TestRow.of(ENTITY, (tick - 190) * 500 / 60.0, 0, 500, 0, 0));
        }
    }
}
