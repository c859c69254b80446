package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.replication.Relations;

import org.junit.jupiter.api.Test;

/** Friend or foe is what each client hears of its own side, and no team leaves the server. */
class RelationTest {
    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);
    private final TestClient red = enter(7, 100);
    private final TestClient blue = enter(8, 300);
    private final TestClient other = enter(9, 500);

    @Test
    void shouldTellEachViewerWhatOthersAreToIt() {
        setTeam(7, 1);
        setTeam(8, 2);
        world.ticks(60);
        assertThat(relation(red, 8)).isEqualTo(Relations.ENEMY);
        assertThat(relation(blue, 7)).isEqualTo(Relations.ENEMY);
        assertThat(relation(red, 7)).isEqualTo(Relations.FRIEND);
        assertThat(relation(red, 9)).isEqualTo(Relations.NEUTRAL);
        assertThat(relation(other, 7)).isEqualTo(Relations.NEUTRAL);
    }

    @Test
    void shouldTellOfSomebodyWhoChangesSides() {
        setTeam(7, 1);
        setTeam(8, 2);
        world.ticks(60);
        setTeam(8, 1);
        world.ticks(3);
        assertThat(relation(red, 8)).isEqualTo(Relations.FRIEND);
    }

    @Test
    void shouldTellAViewerThatChangesSidesOfEverybody() {
        setTeam(7, 1);
        setTeam(8, 2);
        setTeam(9, 2);
        world.ticks(60);
        assertThat(relation(red, 8)).isEqualTo(Relations.ENEMY);
        setTeam(7, 2);
        world.ticks(3);
        assertThat(relation(red, 8)).isEqualTo(Relations.FRIEND);
        assertThat(relation(red, 9)).isEqualTo(Relations.FRIEND);
        assertThat(relation(blue, 7)).isEqualTo(Relations.FRIEND);
    }

    @Test
    void shouldTakeTheTeamAlongIntoAnotherCell() {
        setTeam(7, 300);
        setTeam(8, 300);
        red.moveX = -127;
        world.ticks(180);
        red.moveX = 0;
        world.ticks(30);
        assertThat(world.arrivals).hasSize(1);
        assertThat(relation(red, 8)).isEqualTo(Relations.FRIEND);
        assertThat(relation(blue, 7)).isEqualTo(Relations.FRIEND);
    }

    private static int relation(TestClient viewer, int entity) {
        int slot = viewer.world.slotOf(entity);
        return EntityRow.flags(viewer.world.word(slot, EntityRow.REST)) >>> 16;
    }

    private void setTeam(int entity, int team) {
        Players players = world.ownerOf(entity).columns();
        int slot = players.slotOf(entity);
        players.flags[slot] = (int) EntityRow.withTeam(players.flags[slot], team);
    }

    private TestClient enter(int entity, double x) {
        return world.enter(entity, x, 500, Weather.clear(entity), Weather.clear(entity + 100));
    }
}
