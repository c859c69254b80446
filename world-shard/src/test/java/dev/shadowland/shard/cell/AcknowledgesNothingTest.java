package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.shard.replication.Viewer;

import org.junit.jupiter.api.Test;

import java.util.Objects;

/**
 * A client may leave everything unacknowledged for as long as it likes. What its cell keeps of it,
 * and goes through in each tick, is bounded by who is around, not by who ever was.
 */
class AcknowledgesNothingTest {
    private static final int PASSERS_BY = 250;

    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 3, _ -> 1);
    private int newest = 10_000;

    @Test
    void shouldNotKeepWhoWasEverAroundAClientThatAcknowledgesNothing() {
        TestClient mute = enter(7);
        mute.isMute = true;
        int mostKept = 0;
        for (int round = 0; round < 16; round++) {
            comeAndGo();
            mostKept = Math.max(mostKept, viewer(mute).knownCount());
        }

        assertThat(newest - 10_000).isEqualTo(16 * PASSERS_BY);
        assertThat(mostKept).isLessThan(2_000);
    }

    @Test
    void shouldShowAClientTheWorldAsItIsWhenItsAcknowledgementsComeAgain() {
        TestClient late = enter(7);
        late.isMute = true;
        for (int round = 0; round < 8; round++) {
            comeAndGo();
        }
        assertSeesOnlyItself(late);
    }

    @Test
    void shouldForgetThemOverABorderToo() {
        TestClient walker = enter(7, -1_000);
        walker.isMute = true;
        walker.moveX = 127;
        for (int round = 0; round < 8; round++) {
            comeAndGo();
        }
        assertThat(walker.cell()).isEqualTo(World.MAP.cellAt(1_000, -50_000));
        walker.moveX = 0;
        assertSeesOnlyItself(walker);
    }

    private void assertSeesOnlyItself(TestClient client) {
        client.isMute = false;
        world.ticks(600);
        assertThat(client.world.size()).isOne();
        ReplicationTest.assertAgrees(world, client);
        assertThat(viewer(client).knownCount()).isOne();
    }

    /** Players come into the world around the client, and are gone some ticks later. */
    private void comeAndGo() {
        for (int i = 0; i < PASSERS_BY; i++) {
            enter(++newest);
        }
        world.ticks(20);
        world.clients.values().removeIf(client -> client.entity > 10_000);
        Cell cell = world.ownerOf(newest);
        for (int entity = newest - PASSERS_BY + 1; entity <= newest; entity++) {
            assertThat(cell.remove(entity, Generation.ofLogin(1))).isNotNull();
        }
        world.ticks(40);
    }

    private Viewer viewer(TestClient client) {
        return Objects.requireNonNull(world.ownerOf(client.entity).viewer(client.entity));
    }

    private TestClient enter(int entity) {
        return enter(entity, -50_000 + entity % 100 * 10.0);
    }

    private TestClient enter(int entity, double x) {
        return world.enter(entity, x, -50_000, Weather.clear(entity), Weather.clear(entity));
    }
}
