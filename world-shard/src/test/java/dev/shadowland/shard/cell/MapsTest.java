package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.client.ReplicatedWorld;

import org.junit.jupiter.api.Test;

/** Two maps of other shapes in one cluster, over the same coordinates. */
class MapsTest {
    private static final double STEP = World.OTHER_MAP.cellSize() / 65_536;

    private final World world = new World(Weather.clear(1), CellLimits.DEFAULT.withMaxSpeed(900));
    private int seed = 10;

    MapsTest() {
        world.open(3, 3, 4, 4, _ -> 1);
        for (int y = 0; y < World.OTHER_MAP.rows(); y++) {
            for (int x = 0; x < World.OTHER_MAP.columns(); x++) {
                world.open(CellKey.of(World.OTHER_MAP.map(), 0, x, y), x < 2 ? 1 : 2, 1);
            }
        }
    }

    private TestClient here(int entity, double x) {
        return world.enter(entity, x, 500, Weather.clear(++seed), Weather.clear(++seed));
    }

    private TestClient there(int entity, double x) {
        return world.enter(
                World.OTHER_MAP, entity, x, 500, Weather.clear(++seed), Weather.clear(++seed));
    }

    @Test
    void shouldShowOnlyWhoIsOnTheSameMap() {
        TestClient first = here(1, 100);
        TestClient second = there(2, 100);
        here(3, 900);
        there(4, 900);

        world.ticks(60);

        assertThat(first.world.slotOf(3)).isNotEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(first.world.slotOf(2)).isEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(first.world.slotOf(4)).isEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(second.world.slotOf(4)).isNotEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(second.world.slotOf(1)).isEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(second.world.slotOf(3)).isEqualTo(ReplicatedWorld.NO_SLOT);
    }

    /** All of the small map, from edge to edge and from node to node, at its own step. */
    @Test
    void shouldCarryPlayersThroughTheCellsOfTheirMap() {
        TestClient walker = there(2, World.OTHER_MAP.minX() + 100);
        TestClient viewer = there(3, 0);
        here(1, 0);
        walker.moveX = 127;

        world.ticks(3_000);
        assertThat(CellKey.x(world.ownerOf(2).stats().cell())).isEqualTo(1);
        world.ticks(5_000);
        walker.moveX = 0;
        world.ticks(60);

        assertThat(CellKey.map(world.ownerOf(2).stats().cell())).isEqualTo(7);
        assertThat(CellKey.x(world.ownerOf(2).stats().cell())).isEqualTo(3);
        assertThat(world.x(2)).isEqualTo(World.OTHER_MAP.maxX(), within(1e-6));
        int slot = viewer.world.slotOf(2);
        assertThat(viewer.world.x(slot)).isEqualTo(world.x(2), within(STEP));
        assertThat(viewer.world.z(slot)).isEqualTo(World.OTHER_MAP.minZ(), within(STEP));
    }

    @Test
    void shouldMovePlayersAtTheSpeedOfTheMapAsTheirClientsPredict() {
        TestClient walker = there(2, 0);
        walker.moveX = 127;

        world.ticks(300);
        walker.moveX = 0;
        world.ticks(30);

        assertThat(world.x(2)).isGreaterThan(4_000);
        assertThat(walker.prediction.x()).isEqualTo(world.x(2), within(0.01));
    }
}
