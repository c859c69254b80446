package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.congestion.SendBudget;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.VarInt;
import dev.shadowland.shard.replication.Replication;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cell keeps to the budget that the gateway reports, and starves nobody at the floor. */
class SnapshotBudgetTest {
    private static final int HZ = 60;
    private static final int FLOOR_PER_TICK = SendBudget.FLOOR / HZ;
    private static final int TICKS_OF_100_MS = 6;

    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);

    @Test
    void shouldHaveRoomForTwoOfTheLargestRecords() {
        long farthest = EntityRow.rest(0, Short.MIN_VALUE, Short.MIN_VALUE);
        int create = SnapshotWriter.recordSize(Field.ALL, farthest) + 2 + VarInt.MAX_BYTES;
        int overhead = SnapshotWriter.HEAD_SIZE + 3 * SnapshotWriter.LIST_OVERHEAD;
        assertThat(overhead + 2 * create).isLessThanOrEqualTo(Replication.MIN_BUDGET);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "109, false", "110, true", "111, true"})
    void shouldSendASnapshotOnlyWhenTheBudgetIsEnoughForAUsefulOne(int budget, boolean sends) {
        TestClient client = enter(7, 500);
        enter(9, 900);
        world.ticks(60);
        client.budget = budget;
        world.ticks(2);
        long before = client.snapshots;
        client.largestSnapshot = 0;
        world.ticks(120);
        assertThat(client.snapshots - before).isEqualTo(sends ? 120 : 0);
        assertThat(client.largestSnapshot).isLessThanOrEqualTo(sends ? budget : 0);
    }

    @Test
    void shouldCatchUpOnAllThatHappenedWhileThereWasNoBudget() {
        TestClient client = enter(7, 500);
        TestClient leaving = enter(9, 900);
        world.ticks(60);
        client.budget = Replication.MIN_BUDGET - 1;
        world.ticks(2);
        leaving.gone = true;
        world.ownerOf(9).remove(9, Long.MAX_VALUE);
        TestClient coming = enter(11, 700);
        coming.moveX = 127;
        world.ticks(60);
        coming.moveX = 0;
        world.ticks(60);
        client.budget = Replication.MIN_BUDGET;
        world.ticks(120);
        ReplicationTest.assertAgrees(world, client);
        assertThat(client.world.size()).isEqualTo(2);
    }

    /** At the floor the budget fills by 50 bytes a tick. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldKeepToTheFloorAndStarveNobody(long seed) {
        ReplicationTest.crowd(world, seed, 12, 5_000);
        world.ticks(120);
        for (TestClient client : world.clients.values()) {
            client.budget = 0;
            client.budgetPerTick = FLOOR_PER_TICK;
        }
        world.ticks(3);
        for (TestClient client : world.clients.values()) {
            client.snapshotBytes = 0;
            client.longestGap = 0;
            client.smallestBudget = Integer.MAX_VALUE;
        }
        ReplicationTest.walk(world, seed, 600);
        for (TestClient client : world.clients.values()) {
            assertThat(client.smallestBudget).isGreaterThanOrEqualTo(Replication.MIN_BUDGET);
            assertThat(client.snapshotBytes).isLessThanOrEqualTo(603L * FLOOR_PER_TICK);
            assertThat(client.longestGap).isLessThanOrEqualTo(TICKS_OF_100_MS);
            assertThat(client.world.size()).isEqualTo(12);
            for (int slot = 0; slot < client.world.limit(); slot++) {
                assertThat(world.tick - client.world.recordTick(slot))
                        .as("ticks since %d heard of %d", client.entity, client.world.id(slot))
                        .isLessThan(120);
            }
        }
        ReplicationTest.quiet(world, 900);
        world.clients.values().forEach(client -> ReplicationTest.assertAgrees(world, client));
    }

    /**
     * All of a crowd is told of anew, which takes several seconds, and nobody vanishes meanwhile.
     */
    @Test
    void shouldKeepACrowdInSightWhileItIsToldOfAnewAtTheFloor() {
        ReplicationTest.crowd(world, 1, 400, 5_000);
        world.ticks(240);
        TestClient client = world.clients.values().iterator().next();
        world.clients.values().forEach(other -> other.gone = other != client);
        assertThat(client.world.size()).isEqualTo(400);
        client.budget = 0;
        client.budgetPerTick = FLOOR_PER_TICK;
        client.commands.resync(1);
        int fewest = 400;
        for (int i = 0; i < 900; i++) {
            world.ticks(1);
            fewest = Math.min(fewest, client.world.size());
        }
        assertThat(client.world.since()).isGreaterThan(0);
        assertThat(fewest).isEqualTo(400);
        assertThat(client.world.counters().leftByPredecessor()).isZero();
    }

    /** The gateway reports to the owner that it knows, and it knows a new one by its snapshot. */
    @Test
    void shouldTellTheGatewayOfANewOwnerThoughThereIsNoBudget() {
        TestClient client = enter(7, -1_500);
        world.ticks(60);
        long from = client.cell();
        client.moveX = 127;
        client.budget = 0;
        world.ticks(300);
        assertThat(world.arrivals).hasSize(1);
        assertThat(client.cell()).isNotEqualTo(from).isEqualTo(cellOf(7));
        long before = client.snapshots;
        world.ticks(60);
        assertThat(client.snapshots).as("and then its budget holds").isEqualTo(before);
    }

    private long cellOf(int entity) {
        return World.MAP.cellAt(world.x(entity), world.y(entity));
    }

    private TestClient enter(int entity, double x) {
        return world.enter(entity, x, 500, Weather.clear(2), Weather.clear(3));
    }
}
