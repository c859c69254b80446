package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.shadowland.actors.api.CellCommand;
import dev.shadowland.actors.api.CellReply;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.store.ClusterPlan;
import dev.shadowland.actors.store.SqliteWorldStore;
import dev.shadowland.actors.store.StoreOutage;
import dev.shadowland.actors.store.WorldStore;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.shard.admin.CellBoard;
import dev.shadowland.shard.tick.TickRegistry;
import dev.shadowland.shard.tick.TickTarget;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

class CellActorTest {
    private static final long CELL = CellKey.of(0, 0, 3, 4);
    private static final Position HERE = new Position(0, 1, 2, 3, 4);

    @TempDir Path folder;

    private final ActorTestKit kit = ActorTestKit.create();
    private final FakeCells cells = new FakeCells();
    private final CellBoard board = new CellBoard();
    private final Map<Long, TickTarget> ticks = new ConcurrentHashMap<>();
    private final List<String> routes = new CopyOnWriteArrayList<>();
    private final List<PlayerCommand.Request> toPlayers = new CopyOnWriteArrayList<>();
    private final TestProbe<CellReply> player = kit.createTestProbe(CellReply.class);
    private CompletableFuture<Void> flush = CompletableFuture.completedFuture(null);
    private final StoreOutage outage = new StoreOutage();
    private WorldStore store;

    @BeforeEach
    void openStore() {
        store = SqliteWorldStore.open(folder.resolve("world.db"));
        store.initialise(new ClusterPlan(null, 0, 60, 0, 1));
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        store.close();
    }

    @Test
    void shouldRunUnderAHigherEpochAfterARestart() {
        ActorRef<CellCommand> first = start();
        first.tell(new CellActor.Stop());
        await().until(() -> cells.newest().isClosed);
        start();
        await().until(() -> cells.made.size() == 2);
        assertThat(cells.made.get(1).epoch).isGreaterThan(cells.made.get(0).epoch);
        await().until(() -> routes.equals(List.of("owned 1", "released 1", "owned 2")));
        assertThat(board.epochOf(CELL)).isEqualTo(2);
    }

    @Test
    void shouldEndInOrderOnlyWhenTheStoreHasItsPlayersPositions() {
        flush = new CompletableFuture<>();
        ActorRef<CellCommand> actor = start();
        TestProbe<Void> watcher = kit.createTestProbe();
        actor.tell(new CellActor.Stop());
        await().until(() -> cells.newest().isClosed);
        actor.tell(new CellCommand.EnterPlayer(7, 70, 1L << 32, 5, HERE, false, player.ref()));
        player.expectNoMessage(Duration.ofMillis(200));
        assertThat(routes).containsExactly("owned 1", "released 1");
        flush.complete(null);
        watcher.expectTerminated(actor);
    }

    @Test
    void shouldEndAllTheSameWhenTheStoreTakesTooLong() {
        flush = new CompletableFuture<>();
        ActorRef<CellCommand> actor = start();
        actor.tell(new CellActor.Stop());
        kit.createTestProbe().expectTerminated(actor, Duration.ofSeconds(20));
        flush = CompletableFuture.completedFuture(null);
    }

    @Test
    void shouldHaveAtMostOneTickOutstanding() {
        start();
        FakeCells.FakeCell cell = cells.newest();
        cell.tickGate.drainPermits();
        TickTarget target = Objects.requireNonNull(ticks.get(CELL));
        assertThat(target.offer(1, 100)).isTrue();
        assertThat(target.offer(2, 200)).isFalse();
        assertThat(target.offer(3, 300)).isFalse();
        assertThat(board.ticksSkipped()).isEqualTo(2);
        cell.tickGate.release(1000);
        await().until(() -> target.offer(4, 400));
        await().until(() -> cell.ticks.get() == 2);
    }

    @Test
    void shouldCleanUpWhenATickFails() {
        ActorRef<CellCommand> actor = start();
        cells.newest().ticksAllowed.drainPermits();
        Objects.requireNonNull(ticks.get(CELL)).offer(1, 100);
        kit.createTestProbe().expectTerminated(actor);
        await().until(() -> cells.newest().isClosed);
        assertThat(ticks).isEmpty();
        assertThat(board.cells()).isZero();
        assertThat(routes).containsExactly("owned 1", "released 1");
    }

    @Test
    void shouldAnswerRequestsThatCameBeforeItsEpoch() {
        ActorRef<CellCommand> actor = kit.spawn(CellActor.create(CELL, services(store)));
        actor.tell(new CellCommand.EnterPlayer(7, 70, 1L << 32, 5, HERE, false, player.ref()));
        CellReply.PlayerEntered entered = player.expectMessageClass(CellReply.PlayerEntered.class);
        assertThat(entered.cell()).isEqualTo(CELL);
        assertThat(entered.epoch()).isEqualTo(1);
        assertThat(entered.node()).isEqualTo(4);
    }

    @Test
    void shouldRemoveOnlyWhatItHolds() {
        ActorRef<CellCommand> actor = start();
        actor.tell(new CellCommand.EnterPlayer(7, 70, 2L << 32, 5, HERE, false, player.ref()));
        player.expectMessageClass(CellReply.PlayerEntered.class);
        await().until(() -> board.players() == 1);
        actor.tell(new CellCommand.RemovePlayer(70, 1L << 32, player.ref()));
        player.expectMessageClass(CellReply.NotOwner.class);
        actor.tell(new CellCommand.RemovePlayer(70, 2L << 32, player.ref()));
        assertThat(player.expectMessageClass(CellReply.PlayerRemoved.class).position())
                .isEqualTo(HERE);
        await().until(() -> board.players() == 0);
    }

    @Test
    void shouldTellPlayersWhatTheCellHears() {
        start();
        cells.newest().events.onPlayerArrived(7, 70, 9);
        cells.newest().events.onPlayerLost(8, 80, 10);
        assertThat(toPlayers)
                .containsExactly(
                        new PlayerCommand.PlayerMoved(CELL, 70, 9),
                        new PlayerCommand.PlayerLost(CELL, 80, 10));
    }

    @Test
    void shouldWaitForItsEpochWhileTheStoreIsAway() {
        store.close();
        kit.spawn(
                CellActor.create(
                        CELL,
                        services(new ReopenedStore(folder.resolve("world.db"), 2).asStore())));
        await().until(() -> !cells.made.isEmpty());
        assertThat(routes).containsExactly("owned 1");
    }

    /** The disk that the store lacks may be that of the log. */
    @Test
    void shouldNotFillTheLogWithCellsThatWaitForTheirEpoch() {
        Logger log = (Logger) LoggerFactory.getLogger("dev.shadowland");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        store.close();
        CellServices shared = services(store);
        for (int i = 0; i < 50; i++) {
            kit.spawn(CellActor.create(CellKey.of(0, 0, i, 0), shared));
        }
        await().until(() -> outage.failures() > 100);
        log.detachAppender(lines);
        assertThat(lines.list).isNotEmpty().hasSizeLessThan(10);
    }

    private ActorRef<CellCommand> start() {
        int before = cells.made.size();
        ActorRef<CellCommand> actor = kit.spawn(CellActor.create(CELL, services(store)));
        await().until(() -> cells.made.size() > before && ticks.containsKey(CELL));
        return actor;
    }

    private CellServices services(WorldStore grants) {
        CellRoutes heard =
                new CellRoutes() {
                    @Override
                    public void onOwned(long cell, long epoch) {
                        routes.add("owned " + epoch);
                    }

                    @Override
                    public void onReleased(long cell, long epoch) {
                        routes.add("released " + epoch);
                    }
                };
        TickRegistry registry =
                new TickRegistry() {
                    @Override
                    public void add(long cell, TickTarget target) {
                        ticks.put(cell, target);
                    }

                    @Override
                    public void remove(long cell) {
                        ticks.remove(cell);
                    }
                };
        return new CellServices(
                4,
                new CellEpochs(grants, 4, Runnable::run, outage),
                cells,
                registry,
                new CellServices.Surroundings(heard, board),
                (_, request) -> toPlayers.add(request),
                () -> flush);
    }
}
