package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.client.ReplicatedWorld;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of earlier implementations, each with the test that would have found it: replication. */
class EarlierReplicationFaultsTest {
    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);

    @Test
    void shouldSendARemoveOnDisconnect() {
        TestClient viewer = enter(7, 10_000, Weather.clear(2));
        TestClient leaver = enter(8, 11_000, Weather.clear(3));
        world.ticks(60);
        assertThat(viewer.world.slotOf(8)).isNotEqualTo(ReplicatedWorld.NO_SLOT);

        leaver.gone = true;
        world.ticks(1_200);

        assertThat(viewer.world.slotOf(8)).isEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(viewer.world.size()).isOne();
    }

    @Test
    void shouldRepeatACreateThatTheClientCouldNotTake() {
        for (int i = 0; i < 6; i++) {
            enter(20 + i, 10_000 + i, new Weather(4 + i, 0.8, 0, 1, 2));
        }
        TestClient other = enter(8, 11_000, Weather.clear(5));
        other.moveX = 127;
        world.ticks(300);
        other.moveX = 0;
        world.ticks(300);

        for (TestClient viewer : world.clients.values()) {
            ReplicationTest.assertAgrees(world, viewer);
            boolean lossy = viewer != other;
            assertThat(viewer.world.counters().snapshots() < viewer.snapshots / 2)
                    .as("most of what %d was sent got lost", viewer.entity)
                    .isEqualTo(lossy);
        }
    }

    @Test
    void shouldNotSendDeltasAgainstASharedOrUnacknowledgedState() {
        TestClient lossy = enter(7, 10_000, new Weather(6, 0.7, 0.2, 1, 6));
        TestClient fine = enter(8, 11_000, Weather.clear(7));
        TestClient mover = enter(9, 12_000, Weather.clear(8));
        for (int i = 0; i < 20; i++) {
            mover.moveX = i % 2 == 0 ? 127 : -100;
            mover.moveY = i % 3 == 0 ? 90 : -60;
            world.ticks(11);
        }
        mover.moveX = 0;
        mover.moveY = 0;
        world.ticks(420);

        ReplicationTest.assertAgrees(world, lossy);
        ReplicationTest.assertAgrees(world, fine);
        ReplicationTest.assertAgrees(world, mover);
    }

    @Test
    void shouldSendAValueThatReturnsToItsAcknowledgedOne() {
        TestClient viewer = enter(7, 10_000, new Weather(9, 0.5, 0, 2, 3));
        TestClient other = enter(8, 11_000, Weather.clear(10));
        world.ticks(120);
        for (int i = 0; i < 40; i++) {
            other.moveX = 127;
            world.ticks(3);
            other.moveX = -127;
            world.ticks(3);
        }
        other.moveX = 0;
        world.ticks(240);

        ReplicationTest.assertAgrees(world, viewer);
    }

    /** A node that has just come up has no link to the gateway for its first frames. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldTellOfTheOwnEntityInTheFirstSnapshotThatLeavesWhenEarlierOnesWereRefused(int ticks) {
        TestClient viewer = enter(7, 10_000, Weather.clear(2));
        world.refusesGateway = true;
        world.ticks(ticks);
        world.refusesGateway = false;
        assertThat(viewer.snapshots).isZero();

        while (viewer.world.counters().snapshots() == 0) {
            world.ticks(1);
        }

        assertThat(viewer.world.slotOf(7)).isNotEqualTo(ReplicatedWorld.NO_SLOT);
    }

    private TestClient enter(int entity, double x, Weather down) {
        return world.enter(entity, x, 10_000, down, Weather.clear(entity * 31L));
    }
}
