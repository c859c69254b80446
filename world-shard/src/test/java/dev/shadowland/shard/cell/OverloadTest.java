package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.EnterRefusal;
import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.shard.columns.Players;

import org.junit.jupiter.api.Test;

/** What a cell leaves out when its ticks end late, rung by rung, and that all of it comes back. */
class OverloadTest {
    private static final int FAR = 8;
    private static final int NEAR = 9;
    private static final int SECOND = 60;
    private static final long LATE_NS = 40_000_000;

    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(4, 4, 4, 4, _ -> 1);
    private final TestClient viewer = enter(7, 100);

    /** One tick is skipped after ten that ran: not yet too many for the ladder. */
    private boolean hasHiccups;

    private int ticksRun;

    @Test
    void shouldTellOfFarEntitiesLessOftenFirst() {
        enter(FAR, 30_000);
        enter(NEAR, 1_000);
        run(2 * SECOND);
        assertThat(recordsPerSecond(FAR)).isEqualTo(20);
        climbTo(OverloadLadder.SPARSE);
        assertThat(recordsPerSecond(FAR)).isEqualTo(10);
        assertThat(recordsPerSecond(NEAR)).isEqualTo(60);
    }

    /** Else ticks that are late become dearer, and later. */
    @Test
    void shouldTellNoMoreInATickBecauseOthersWereSkipped() {
        enter(FAR, 30_000);
        enter(NEAR, 1_000);
        run(2 * SECOND);
        hasHiccups = true;
        assertThat(recordsPerSecond(FAR)).isEqualTo(20);
        assertThat(recordsPerSecond(NEAR)).isEqualTo(60);
        hasHiccups = false;
        ReplicationTest.quiet(world, 60);
        ReplicationTest.assertAgrees(world, viewer);
    }

    @Test
    void shouldMakeSnapshotsEveryOtherTickThenAndRunEveryOne() {
        enter(FAR, 30_000);
        enter(NEAR, 1_000);
        run(2 * SECOND);
        climbTo(OverloadLadder.SELDOM);
        long before = viewer.snapshots;
        assertThat(recordsPerSecond(FAR)).isEqualTo(5);
        assertThat(viewer.snapshots - before).as("in two seconds").isEqualTo(SECOND);
        assertThat(recordsPerSecond(NEAR)).isEqualTo(30);
    }

    @Test
    void shouldRunEveryOtherTickThen() {
        run(SECOND);
        climbTo(OverloadLadder.HALF_RATE);
        long before = viewer.snapshots;
        world.ticks(SECOND);
        assertThat(viewer.snapshots - before).isEqualTo(SECOND / 2);
    }

    @Test
    void shouldMoveAPlayerAsFarAtHalfRate() {
        run(SECOND);
        climbTo(OverloadLadder.HALF_RATE);
        viewer.moveX = 127;
        world.ticks(SECOND);
        viewer.moveX = 0;
        world.ticks(6);
        double moved = world.x(7) - 100;
        assertThat(moved).isBetween(8.0 * (SECOND - 9), 8.5 * (SECOND + 6));
    }

    @Test
    void shouldLetNobodyInAtLast() {
        run(SECOND);
        climbTo(OverloadLadder.CLOSED);
        assertThat(outcomeOfEntering(500)).isEqualTo(new EnterOutcome.Refused(EnterRefusal.FULL));
        assertThat(outcomeOf(501, true)).as("it was in").isInstanceOf(EnterOutcome.Entered.class);
        calm(6 * SECOND);
        assertThat(outcomeOfEntering(500)).isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void shouldComeBackWhollyOnceItIsCalm() {
        enter(FAR, 30_000);
        run(SECOND);
        climbTo(OverloadLadder.CLOSED);
        calm(22 * SECOND);
        assertThat(cell().stats().rung()).isEqualTo(OverloadLadder.NONE);
        assertThat(recordsPerSecond(FAR)).isEqualTo(20);
        ReplicationTest.quiet(world, 60);
        ReplicationTest.assertAgrees(world, viewer);
    }

    private Cell cell() {
        return world.ownerOf(7);
    }

    private void climbTo(int rung) {
        world.lateNs = LATE_NS;
        for (int i = 0; i < 1_000 && cell().stats().rung() < rung; i++) {
            run(1);
        }
        assertThat(cell().stats().rung()).isEqualTo(rung);
        world.lateNs = 15_000_000; // neither late nor calm
        run(SECOND);
    }

    private void calm(int ticks) {
        world.lateNs = 0;
        run(ticks * 2);
        world.lateNs = 15_000_000;
    }

    private EnterOutcome outcomeOfEntering(int entity) {
        return outcomeOf(entity, false);
    }

    private EnterOutcome outcomeOf(int entity, boolean isRejoin) {
        return cell().enter(
                        new PlayerEntry(
                                10_000 + entity,
                                entity,
                                Generation.ofLogin(1),
                                SessionId.of(World.GATEWAY, 0, 5_000 + entity),
                                new Position(0, 200, 200, 0, 0),
                                isRejoin));
    }

    /** In as many ticks that run as a second has. */
    private int recordsPerSecond(int entity) {
        run(SECOND);
        int records = 0;
        long last = viewer.world.recordTick(viewer.world.slotOf(entity));
        for (int i = 0; i < SECOND; i++) {
            run(1);
            long record = viewer.world.recordTick(viewer.world.slotOf(entity));
            records += record == last ? 0 : 1;
            last = record;
        }
        return records;
    }

    /** Ticks in which everybody but the viewer moves a little. */
    private void run(int ticks) {
        for (int i = 0; i < ticks; i++) {
            Players players = cell().columns();
            for (int slot = 0; slot < players.limit(); slot++) {
                if (players.states[slot] != Players.FREE && players.entities[slot] != 7) {
                    players.x[slot] += world.tick / 2 % 2 == 0 ? 4 : -4;
                }
            }
            world.tick += hasHiccups && ++ticksRun % 10 == 0 ? 1 : 0;
            world.ticks(1);
        }
    }

    private TestClient enter(int entity, double x) {
        return world.enter(entity, x, 500, Weather.clear(entity), Weather.clear(entity + 100));
    }
}
