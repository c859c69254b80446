package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;

import dev.shadowland.actors.api.EnterRefusal;
import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ingress.DropReason;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

class CellTest {
    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);

    @Test
    void shouldNotMoveFasterThanTheLimitWhenAClientSendsThreeTimesTheInputs() {
        TestClient cheat = world.enter(7, 10_000, 10_000, Weather.clear(2), Weather.clear(3));
        cheat.moveX = 127;
        cheat.inputsPerSend = 3;
        world.ticks(600);
        double most = (600 + Movement.MAX_CREDIT) * 500 / 60.0;
        assertThat(world.x(7) - 10_000).isLessThanOrEqualTo(most).isGreaterThan(550 * 500 / 60.0);
        assertThat(world.drops(DropReason.INPUT_OVER_LIMIT)).isPositive();
        assertThat(cheat.prediction.corrections()).isPositive();
        cheat.moveX = 0;
        world.ticks(60);
        assertThat(cheat.prediction.x())
                .isCloseTo(world.x(7), within(cheat.prediction.tolerance()));
    }

    @Test
    void shouldNotMoveFasterThanTheLimitWhenAClientLogsInAgainAndAgain() {
        double x = 10_000;
        for (int entity = 100; entity < 130; entity++) {
            TestClient cheat =
                    world.enter(entity, x, 10_000, Weather.clear(entity), Weather.clear(entity));
            cheat.moveX = 127;
            cheat.inputsPerSend = 10;
            world.ticks(20);
            cheat.gone = true;
            x = world.x(entity);
            assertThat(world.ownerOf(entity).remove(entity, Generation.ofLogin(1))).isNotNull();
        }
        double most = (30 * 20 + 30 * InputCommand.MAX_STEPS) * 500 / 60.0;
        assertThat(x - 10_000).isLessThanOrEqualTo(most).isGreaterThan(500 * 500 / 60.0);
    }

    @Test
    void shouldOverruleNobodyForTheTimeInWhichTheCellDidNotRun() {
        TestClient honest = world.enter(7, 10_000, 10_000, Weather.clear(2), Weather.clear(3));
        TestClient cheat = world.enter(8, 10_000, 20_000, Weather.clear(4), Weather.clear(5));
        honest.moveX = 127;
        cheat.moveX = 127;
        cheat.inputsPerSend = 3;
        world.ticks(60);
        world.stall(44);
        world.ticks(60);
        assertThat(honest.prediction.corrections()).isZero();
        assertThat(honest.prediction.x()).isGreaterThan(10_000 + 150 * 500 / 60.0);
        double most = (60 + 44 + 60 + Movement.MAX_CREDIT) * 500 / 60.0;
        assertThat(world.x(8) - 10_000).isLessThanOrEqualTo(most);
    }

    /** Every step is refused and the place never changes: nothing but that must tell the client. */
    @Test
    void shouldCorrectAClientAtOnceWhenNothingButItsOwnPredictionMoved() {
        TestClient client = world.enter(7, 10_000, 10_000, Weather.clear(2), Weather.clear(3));
        world.ticks(30);
        Players players = world.ownerOf(7).columns();
        client.moveX = 127;
        for (int i = 0; i < 6; i++) {
            players.paidTicks[players.slotOf(7)] = world.tick + 100;
            world.ticks(1);
        }
        client.moveX = 0;
        for (int i = 0; i < 6; i++) {
            players.paidTicks[players.slotOf(7)] = world.tick + 100;
            world.ticks(1);
        }
        assertThat(world.x(7)).isEqualTo(10_000);
        assertThat(client.prediction.x()).isCloseTo(10_000, within(client.prediction.tolerance()));
        assertThat(client.prediction.corrections()).isPositive();
    }

    @Test
    void shouldStandWhenItWalksAgainstTheEdgeOfTheMap() {
        World east = new World(Weather.clear(1), CellLimits.DEFAULT).open(7, 4, 7, 4, _ -> 1);
        TestClient client =
                east.enter(7, World.MAP.maxX() - 20, 500, Weather.clear(2), Weather.clear(3));
        client.moveX = 127;
        client.moveY = 127;
        east.ticks(60);
        Players players = east.ownerOf(7).columns();
        int slot = players.slotOf(7);
        assertThat(players.x[slot]).isEqualTo(World.MAP.maxX());
        assertThat(players.velocityX[slot]).isZero();
        assertThat(players.velocityY[slot]).isCloseTo(353.6f, within(0.1f));
    }

    @Test
    void shouldTakeAPlayerOnceAndOnlyUnderItsHighestGeneration() {
        Cell cell = world.cell(World.MAP.cellAt(100, 100));
        assertThat(cell.enter(entry(5, 1))).isInstanceOf(EnterOutcome.Entered.class);
        assertThat(cell.enter(entry(5, 1))).isInstanceOf(EnterOutcome.Entered.class);
        assertThat(cell.enter(entry(6, 2))).isInstanceOf(EnterOutcome.Entered.class);
        assertThat(cell.players()).isOne();
        assertThat(cell.enter(entry(5, 1)))
                .isEqualTo(new EnterOutcome.Refused(EnterRefusal.STALE_GENERATION));
        assertThat(cell.remove(70, 5)).isNull();
        PlayerExit exit = cell.remove(70, 6);
        assertThat(exit).isNotNull();
        assertThat(cell.players()).isZero();
    }

    private static PlayerEntry entry(long generation, int session) {
        return new PlayerEntry(
                1,
                70,
                generation,
                SessionId.of(World.GATEWAY, 0, session),
                new Position(0, 100, 100, 0, 0));
    }

    @Test
    void shouldTellThenRemoveAPlayerWhoseSessionIsSilent() {
        TestClient client = world.enter(7, 10_000, 10_000, Weather.clear(2), Weather.clear(3));
        world.ticks(30);
        client.gone = true;
        world.ticks(590);
        assertThat(world.lost).isEmpty();
        world.ticks(120);
        assertThat(world.lost).contains(7);
        world.ticks(240);
        assertThat(world.cell(World.MAP.cellAt(10_000, 10_000)).players()).isZero();
    }

    @Test
    void shouldSaveEachPlayerOnceASecond() {
        world.enter(7, 10_000, 10_000, Weather.clear(2), Weather.clear(3));
        world.ticks(600);
        assertThat(world.saves).hasSizeBetween(9, 11);
    }

    @Test
    void shouldSendAnEntityThatReturnsToItsOldValue() {
        Weather down = Weather.clear(2);
        TestClient viewer = world.enter(7, 10_000, 10_000, down, Weather.clear(3));
        TestClient other = world.enter(8, 11_000, 10_000, Weather.clear(4), Weather.clear(5));
        world.ticks(30);
        for (int i = 0; i < 10; i++) {
            other.moveX = 127;
            world.ticks(3);
            other.moveX = -127;
            world.ticks(3);
        }
        other.moveX = 0;
        world.ticks(20);
        ReplicationTest.assertAgrees(world, viewer);
    }

    @Test
    void shouldAllocateNextToNothingPerTickWhenAHundredPlayersWalk() {
        SilentNode node = new SilentNode(100);
        node.ticks(600);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long beganNs = System.nanoTime();
        node.ticks(600);
        long perTick = (threads.getCurrentThreadAllocatedBytes() - before) / 600;
        double micros = (System.nanoTime() - beganNs) / 1e3 / 600 / 100;
        System.out.printf("per tick: %d bytes; per player and tick: %.2f µs%n", perTick, micros);
        assertThat(perTick).isLessThan(64);
    }
}
