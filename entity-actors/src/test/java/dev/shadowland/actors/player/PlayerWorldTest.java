package dev.shadowland.actors.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;

import org.junit.jupiter.api.Test;

import java.util.List;

class PlayerWorldTest {
    private static final Position SPAWN = new Position(7, 10, 20, 0, 0);

    private final PlayerWorld world =
            new PlayerWorld(
                    List.of(MapGeometry.DEFAULT, new MapGeometry(7, 0, 0, 0, 25_600, 2, 2, 6_400)),
                    _ -> SPAWN);

    @Test
    void shouldFindTheCellOnTheMapOfThePosition() {
        assertThat(world.cellOf(new Position(0, 30_000, 0, 0, 0)))
                .isEqualTo(CellKey.of(0, 0, 4, 4));
        assertThat(world.cellOf(new Position(7, 30_000, 0, 0, 0)))
                .isEqualTo(CellKey.of(7, 0, 1, 0));
        assertThat(world.cellOf(new Position(8, 30_000, 0, 0, 0))).isNull();
    }

    @Test
    void shouldBeginWhereTheCharacterWasUnlessThatMapIsGone() {
        Position known = new Position(0, 30_000, 0, 0, 0);
        assertThat(world.startOf(1, known)).isEqualTo(known);
        assertThat(world.startOf(1, null)).isEqualTo(SPAWN);
        assertThat(world.startOf(1, new Position(8, 0, 0, 0, 0))).isEqualTo(SPAWN);
    }
}
