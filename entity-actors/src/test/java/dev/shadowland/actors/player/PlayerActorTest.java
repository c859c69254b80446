package dev.shadowland.actors.player;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;

import dev.shadowland.actors.api.CellCommand;
import dev.shadowland.actors.api.CellReply;
import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.EnterRefusal;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.actors.store.CharacterRow;
import dev.shadowland.actors.store.ClusterPlan;
import dev.shadowland.actors.store.PositionSave;
import dev.shadowland.actors.store.SqliteWorldStore;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.protocol.token.LoginTokenVerifier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

class PlayerActorTest {
    private static final long CHARACTER = 5;
    private static final long ACCOUNT = 50;
    private static final long FIRST = 0x0009_0000_0000_0001L;
    private static final long SECOND = 0x0009_0000_0000_0002L;
    private static final Position SPAWN = new Position(0, 10, 10, 0, 0);
    private static final Position FAR = new Position(0, 250_000, -250_000, 0, 9);
    private static final MapGeometry MAP = MapGeometry.DEFAULT;
    private static final long HOME = MAP.cellAt(SPAWN.x(), SPAWN.y());
    private static final long FAR_CELL = MAP.cellAt(FAR.x(), FAR.y());
    private static final long BESIDE = MAP.cellAt(-10, 10);
    private static final UUID CLUSTER = new UUID(1, 2);
    private static final byte[] KEY = Curves.newPrivateKey(new SecureRandom());

    @TempDir Path folder;

    private final ActorTestKit kit = ActorTestKit.create();
    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final TestProbe<Sent> cells = kit.createTestProbe(Sent.class);
    private final TestProbe<GatewayEvent> gateway = kit.createTestProbe(GatewayEvent.class);
    private final TestProbe<GatewayEvent> other = kit.createTestProbe(GatewayEvent.class);
    private final TestProbe<ClusterSharding.ShardCommand> shard =
            kit.createTestProbe(ClusterSharding.ShardCommand.class);
    private final List<GatewayEvent> forgotten = new CopyOnWriteArrayList<>();
    private SqliteWorldStore store;
    private ActorRef<PlayerCommand> player;

    private record Sent(long cell, CellCommand.Request request) {}

    @BeforeEach
    void start() {
        store = SqliteWorldStore.open(folder.resolve("world.db"));
        store.initialise(new ClusterPlan(null, 0, 60, 0, 1));
        player = spawn();
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        store.close();
    }

    @Test
    void shouldPutAPlayerIntoTheCellOfItsPosition() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        assertThat(entered.cell()).isEqualTo(HOME);
        assertThat(entered.position()).isEqualTo(SPAWN);
        assertThat(entered.epoch()).isEqualTo(3);
        assertThat(entered.node()).isEqualTo(2);
        assertThat(row().session()).isEqualTo(FIRST);
    }

    @Test
    void shouldAnswerARepeatedEnterAgainAndChangeNothing() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        nowMs.addAndGet(600_000);
        player.tell(enter(FIRST, "a", gateway));
        assertThat(gateway.expectMessageClass(GatewayEvent.Entered.class)).isEqualTo(entered);
        cells.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void shouldReplaceTheOlderSessionAndKeepItsPlace() {
        GatewayEvent.Entered first = logIn(FIRST, "a");
        player.tell(enter(SECOND, "b", other));
        assertThat(gateway.expectMessageClass(GatewayEvent.Kick.class))
                .isEqualTo(new GatewayEvent.Kick(FIRST, KickReason.REPLACED));
        CellCommand.RemovePlayer remove = expectRemove(HOME);
        assertThat(remove.entity()).isEqualTo(first.entity());
        remove.replyTo()
                .tell(new CellReply.PlayerRemoved(remove.entity(), remove.generation(), HOME, FAR));
        CellCommand.EnterPlayer enter = expectEnter(FAR_CELL);
        assertThat(enter.position()).isEqualTo(FAR);
        assertThat(enter.generation()).isGreaterThan(first.generation());
        admit(enter, FAR_CELL);
        assertThat(other.expectMessageClass(GatewayEvent.Entered.class).session())
                .isEqualTo(SECOND);
    }

    @Test
    void shouldLetANewLoginInWhenTheOldCellIsSilent() {
        logIn(FIRST, "a");
        player.tell(enter(SECOND, "b", other));
        gateway.expectMessageClass(GatewayEvent.Kick.class);
        expectRemove(HOME);
        nowMs.addAndGet(2_000);
        admit(expectEnter(HOME), HOME);
        assertThat(other.expectMessageClass(GatewayEvent.Entered.class).session())
                .isEqualTo(SECOND);
    }

    @Test
    void shouldKeepTheLivingSessionWhenItsTokenIsReplayed() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        player.tell(enter(SECOND, "a", other));
        expectDenied(other, SECOND, DenyReason.TOKEN_USED);
        player.tell(enter(FIRST, "a", gateway));
        assertThat(gateway.expectMessageClass(GatewayEvent.Entered.class)).isEqualTo(entered);
    }

    @Test
    void shouldDenyTokensThatAreNotForThisCharacterNowOrGenuine() {
        player.tell(new PlayerCommand.Enter(token("x", CHARACTER + 1, 0), FIRST, 9, gateway.ref()));
        expectDenied(gateway, FIRST, DenyReason.WRONG_CHARACTER);
        player.tell(
                new PlayerCommand.Enter(token("x", CHARACTER, -100_000), FIRST, 9, gateway.ref()));
        expectDenied(gateway, FIRST, DenyReason.TOKEN_EXPIRED);
        player.tell(new PlayerCommand.Enter(TokenBytes.of(new byte[20]), FIRST, 9, gateway.ref()));
        expectDenied(gateway, FIRST, DenyReason.TOKEN_INVALID);
        cells.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void shouldAskTheCellAgainUntilItAnswers() {
        player.tell(enter(FIRST, "a", gateway));
        CellCommand.EnterPlayer first = expectEnter(HOME);
        CellCommand.EnterPlayer again = expectEnter(HOME);
        assertThat(again).isEqualTo(first);
        admit(again, HOME);
        gateway.expectMessageClass(GatewayEvent.Entered.class);
    }

    @Test
    void shouldDenyAndCleanUpWhenNoCellAnswersInTime() {
        player.tell(enter(FIRST, "a", gateway));
        CellCommand.EnterPlayer enter = expectEnter(HOME);
        nowMs.addAndGet(8_000);
        expectDenied(gateway, FIRST, DenyReason.WORLD_BUSY);
        CellCommand.RemovePlayer remove = expectRemove(HOME);
        assertThat(remove.generation()).isEqualTo(enter.generation());
        remove.replyTo().tell(new CellReply.NotOwner(remove.entity(), remove.generation(), HOME));
        nowMs.addAndGet(1);
        player.tell(enter(FIRST, "a", gateway));
        assertThat(expectEnter(HOME).generation()).isGreaterThan(enter.generation());
    }

    @Test
    void shouldTakeOutAnEntityThatACellAdmitsTooLate() {
        player.tell(enter(FIRST, "a", gateway));
        CellCommand.EnterPlayer enter = expectEnter(HOME);
        player.tell(new PlayerCommand.SessionEnded(FIRST));
        remove(expectRemove(HOME), HOME, SPAWN);
        admit(enter, HOME);
        assertThat(expectRemove(HOME).entity()).isEqualTo(enter.entity());
    }

    @Test
    void shouldDenyWhenTheCellIsFull() {
        player.tell(enter(FIRST, "a", gateway));
        CellCommand.EnterPlayer enter = expectEnter(HOME);
        enter.replyTo()
                .tell(
                        new CellReply.EnterRefused(
                                enter.entity(), enter.generation(), HOME, EnterRefusal.FULL));
        expectDenied(gateway, FIRST, DenyReason.CELL_FULL);
    }

    @Test
    void shouldPutASessionIntoItsCellAgainUnderAHigherGeneration() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        store.savePositions(List.of(new PositionSave(CHARACTER, entered.generation(), FAR, 1)));
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, FAR_CELL, gateway.ref()));
        CellCommand.EnterPlayer enter = expectEnter(FAR_CELL);
        assertThat(enter.entity()).isEqualTo(entered.entity());
        assertThat(enter.generation()).isGreaterThan(entered.generation());
        CellCommand.RemovePlayer old = expectRemove(HOME);
        assertThat(old.generation()).isEqualTo(entered.generation());
        admit(enter, FAR_CELL);
        assertThat(gateway.expectMessageClass(GatewayEvent.Entered.class).generation())
                .isEqualTo(enter.generation());
    }

    @Test
    void shouldRejoinWhereTheGatewayHeardOfItForWhatIsSavedIsOlder() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, BESIDE, gateway.ref()));
        CellCommand.EnterPlayer enter = expectEnter(BESIDE);
        assertThat(enter.position()).isEqualTo(entered.position());
        expectRemove(HOME);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 8, 1_048_575})
    void shouldRejoinWhereItWasSavedWhenTheGatewayNamesNoCellOfThatMap(int column) {
        logIn(FIRST, "a");
        long nowhere = column < 0 ? CellKey.NONE : CellKey.of(column == 1 ? 7 : 0, 0, column, 3);
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, nowhere, gateway.ref()));
        assertThat(expectEnter(HOME).position()).isEqualTo(SPAWN);
    }

    @Test
    void shouldRejoinAfterItsOwnDeathAndOnlyTheLivingSession() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        kit.stop(player);
        player = spawn();
        player.tell(new PlayerCommand.Rejoin(SECOND, 9, HOME, other.ref()));
        assertThat(other.expectMessageClass(GatewayEvent.Kick.class).reason())
                .isEqualTo(KickReason.UNKNOWN_SESSION);
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, HOME, gateway.ref()));
        CellCommand.EnterPlayer enter = expectEnter(HOME);
        assertThat(enter.entity()).isEqualTo(entered.entity());
        admit(enter, HOME);
        gateway.expectMessageClass(GatewayEvent.Entered.class);
    }

    @Test
    void shouldDismissASessionThatItForgot() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        store.savePositions(List.of(new PositionSave(CHARACTER, entered.generation(), FAR, 1)));
        kit.stop(player);
        player = spawn();
        player.tell(enter(SECOND, "b", other));
        CellCommand.RemovePlayer remove = expectRemove(FAR_CELL);
        assertThat(remove.entity()).isEqualTo(entered.entity());
        assertThat(remove.generation()).isGreaterThan(entered.generation());
        admit(expectEnter(FAR_CELL), FAR_CELL);
        other.expectMessageClass(GatewayEvent.Entered.class);
        assertThat(forgotten).containsExactly(new GatewayEvent.Kick(FIRST, KickReason.REPLACED));
    }

    @Test
    void shouldSaveAndStopWhenTheSessionEnds() {
        logIn(FIRST, "a");
        player.tell(new PlayerCommand.SessionEnded(FIRST));
        expectRemove(HOME);
        remove(expectRemove(HOME), HOME, FAR);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
        assertThat(row().position()).isEqualTo(FAR);
        assertThat(row().session()).isZero();
    }

    @Test
    void shouldFollowAHandoverWhenTheSessionEnds() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        player.tell(new PlayerCommand.SessionEnded(FIRST));
        CellCommand.RemovePlayer remove = expectRemove(HOME);
        remove.replyTo().tell(new CellReply.NotOwner(remove.entity(), remove.generation(), HOME));
        player.tell(
                new PlayerCommand.PlayerMoved(
                        FAR_CELL, entered.entity(), entered.generation() + 1));
        CellCommand.RemovePlayer there = expectRemove(FAR_CELL);
        assertThat(there.generation()).isEqualTo(entered.generation() + 1);
        remove(there, FAR_CELL, FAR);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
        assertThat(row().position()).isEqualTo(FAR);
    }

    @Test
    void shouldGiveUpAnEntityThatCellsDenyForLongEnough() {
        logIn(FIRST, "a");
        player.tell(new PlayerCommand.SessionEnded(FIRST));
        CellCommand.RemovePlayer remove = expectRemove(HOME);
        remove.replyTo().tell(new CellReply.NotOwner(remove.entity(), remove.generation(), HOME));
        expectRemove(HOME);
        shard.expectNoMessage(Duration.ofMillis(50));
        nowMs.addAndGet(10_001);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
        assertThat(row().session()).isZero();
    }

    @Test
    void shouldKickASessionThatItsCellHasLost() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        player.tell(
                new PlayerCommand.PlayerMoved(
                        FAR_CELL, entered.entity(), entered.generation() + 1));
        player.tell(new PlayerCommand.PlayerLost(HOME, entered.entity(), entered.generation()));
        gateway.expectNoMessage(Duration.ofMillis(50));
        player.tell(
                new PlayerCommand.PlayerLost(FAR_CELL, entered.entity(), entered.generation() + 1));
        assertThat(gateway.expectMessageClass(GatewayEvent.Kick.class).reason())
                .isEqualTo(KickReason.LOST);
        remove(expectRemove(FAR_CELL), FAR_CELL, FAR);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
    }

    @Test
    void shouldTakeOutAnEntityOfNobody() {
        player.tell(new PlayerCommand.PlayerLost(FAR_CELL, 77, 99));
        assertThat(expectRemove(FAR_CELL).entity()).isEqualTo(77);
    }

    @Test
    void shouldKeepTheLivingSessionWhenTheStoreIsAway() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        store.close();
        player.tell(enter(SECOND, "b", other));
        expectDenied(other, SECOND, DenyReason.STORE_UNAVAILABLE);
        player.tell(enter(FIRST, "a", gateway));
        assertThat(gateway.expectMessageClass(GatewayEvent.Entered.class)).isEqualTo(entered);
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, HOME, gateway.ref()));
        expectDenied(gateway, FIRST, DenyReason.STORE_UNAVAILABLE);
    }

    // ---- words of these tests

    private GatewayEvent.Entered logIn(long session, String token) {
        player.tell(enter(session, token, gateway));
        admit(expectEnter(HOME), HOME);
        return gateway.expectMessageClass(GatewayEvent.Entered.class);
    }

    private CellCommand.EnterPlayer expectEnter(long cell) {
        return (CellCommand.EnterPlayer) expect(cell, CellCommand.EnterPlayer.class);
    }

    private CellCommand.RemovePlayer expectRemove(long cell) {
        return (CellCommand.RemovePlayer) expect(cell, CellCommand.RemovePlayer.class);
    }

    /** Next request of this kind to this cell; repeats of others in between are passed over. */
    private CellCommand.Request expect(long cell, Class<? extends CellCommand.Request> kind) {
        for (int repeats = 0; repeats < 500; repeats++) {
            Sent sent = cells.receiveMessage(Duration.ofSeconds(10));
            if (sent.cell() == cell && kind.isInstance(sent.request())) {
                return sent.request();
            }
        }
        throw new AssertionError("no " + kind.getSimpleName() + " among 500 requests");
    }

    private static void admit(CellCommand.EnterPlayer enter, long cell) {
        enter.replyTo()
                .tell(
                        new CellReply.PlayerEntered(
                                enter.entity(), enter.generation(), cell, 3, 2, 100));
    }

    private static void remove(CellCommand.RemovePlayer remove, long cell, Position position) {
        remove.replyTo()
                .tell(
                        new CellReply.PlayerRemoved(
                                remove.entity(), remove.generation(), cell, position));
    }

    private static void expectDenied(
            TestProbe<GatewayEvent> gateway, long session, DenyReason reason) {
        assertThat(gateway.expectMessageClass(GatewayEvent.Denied.class))
                .isEqualTo(new GatewayEvent.Denied(session, reason));
    }

    private CharacterRow row() {
        return store.character(CHARACTER).orElseThrow();
    }

    private PlayerCommand.Enter enter(long session, String token, TestProbe<GatewayEvent> replyTo) {
        return new PlayerCommand.Enter(token(token, CHARACTER, 0), session, 9, replyTo.ref());
    }

    private static TokenBytes token(String name, long character, long shiftMs) {
        long issuedMs = 1_000_000 + shiftMs;
        UUID id = new UUID(9, name.hashCode());
        return TokenBytes.of(
                new LoginToken(id, CLUSTER, ACCOUNT, character, issuedMs, issuedMs + 30_000)
                        .signed(KEY));
    }

    private ActorRef<PlayerCommand> spawn() {
        PlayerServices services =
                new PlayerServices(
                        new PlayerVault(store, Runnable::run),
                        new LoginTokenVerifier(Curves.signingPublicKey(KEY), CLUSTER),
                        (cell, request) -> cells.ref().tell(new Sent(cell, request)),
                        forgotten::add,
                        new PlayerWorld(List.of(MAP), _ -> SPAWN),
                        new PlayerTiming(
                                Duration.ofMillis(20),
                                Duration.ofSeconds(8),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(60)),
                        nowMs::get);
        return kit.spawn(PlayerActor.create(CHARACTER, services, shard.ref()));
    }
}
