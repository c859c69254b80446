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
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.actors.store.CharacterRow;
import dev.shadowland.actors.store.ClusterPlan;
import dev.shadowland.actors.store.SqliteWorldStore;
import dev.shadowland.actors.store.StoreOutage;
import dev.shadowland.actors.store.WorldStore;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.protocol.token.LoginTokenVerifier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One player actor with a real store, and probes in the place of cells, gateways and its shard. */
abstract class PlayerActorStage {
    static final long CHARACTER = 5;
    static final long ACCOUNT = 50;
    static final long FIRST = 0x0009_0000_0000_0001L;
    static final long SECOND = 0x0009_0000_0000_0002L;
    static final Position SPAWN = new Position(0, 10, 10, 0, 0);
    static final Position FAR = new Position(0, 250_000, -250_000, 0, 9);
    static final MapGeometry MAP = MapGeometry.DEFAULT;
    static final long HOME = MAP.cellAt(SPAWN.x(), SPAWN.y());
    static final long FAR_CELL = MAP.cellAt(FAR.x(), FAR.y());
    static final long BESIDE = MAP.cellAt(-10, 10);
    static final UUID CLUSTER = new UUID(1, 2);
    static final byte[] KEY = Curves.newPrivateKey(new SecureRandom());

    @TempDir private Path folder;

    final ActorTestKit kit = ActorTestKit.create();
    final AtomicLong nowMs = new AtomicLong(1_000_000);
    final TestProbe<Sent> cells = kit.createTestProbe(Sent.class);
    final TestProbe<GatewayEvent> gateway = kit.createTestProbe(GatewayEvent.class);
    final TestProbe<GatewayEvent> other = kit.createTestProbe(GatewayEvent.class);
    final TestProbe<ClusterSharding.ShardCommand> shard =
            kit.createTestProbe(ClusterSharding.ShardCommand.class);
    final List<GatewayEvent> forgotten = new CopyOnWriteArrayList<>();
    final StoreOutage outage = new StoreOutage();
    final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

    /** What the store is asked waits in {@link #held}. */
    volatile boolean holdsStore;

    /** Told what the store is asked for, before it is; may throw in its place. */
    volatile Consumer<String> beforeStore = _ -> {};

    /** Of actors that are spawned from now on. */
    Duration betweenLogins = Duration.ZERO;

    SqliteWorldStore store;
    ActorRef<PlayerCommand> player;

    record Sent(long cell, CellCommand.Request request) {}

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

    GatewayEvent.Entered logIn(long session, String token) {
        player.tell(enter(session, token, gateway));
        admit(expectEnter(HOME), HOME);
        return gateway.expectMessageClass(GatewayEvent.Entered.class);
    }

    CellCommand.EnterPlayer expectEnter(long cell) {
        return (CellCommand.EnterPlayer) expect(cell, CellCommand.EnterPlayer.class);
    }

    CellCommand.RemovePlayer expectRemove(long cell) {
        return (CellCommand.RemovePlayer) expect(cell, CellCommand.RemovePlayer.class);
    }

    /** Next request of this kind to this cell; repeats of others in between are passed over. */
    CellCommand.Request expect(long cell, Class<? extends CellCommand.Request> kind) {
        for (int repeats = 0; repeats < 500; repeats++) {
            Sent sent = cells.receiveMessage(Duration.ofSeconds(10));
            if (sent.cell() == cell && kind.isInstance(sent.request())) {
                return sent.request();
            }
        }
        throw new AssertionError("no " + kind.getSimpleName() + " among 500 requests");
    }

    static void admit(CellCommand.EnterPlayer enter, long cell) {
        enter.replyTo()
                .tell(
                        new CellReply.PlayerEntered(
                                enter.entity(), enter.generation(), cell, 3, 2, 100));
    }

    static void refuse(CellCommand.EnterPlayer enter, long cell, EnterRefusal reason) {
        enter.replyTo()
                .tell(new CellReply.EnterRefused(enter.entity(), enter.generation(), cell, reason));
    }

    static void remove(CellCommand.RemovePlayer remove, long cell, Position position) {
        remove.replyTo()
                .tell(
                        new CellReply.PlayerRemoved(
                                remove.entity(), remove.generation(), cell, position));
    }

    static void expectDenied(TestProbe<GatewayEvent> gateway, long session, DenyReason reason) {
        assertThat(gateway.expectMessageClass(GatewayEvent.Denied.class))
                .isEqualTo(new GatewayEvent.Denied(session, reason));
    }

    CharacterRow row() {
        return store.character(CHARACTER).orElseThrow();
    }

    PlayerCommand.Enter enter(long session, String token, TestProbe<GatewayEvent> replyTo) {
        return new PlayerCommand.Enter(token(token, CHARACTER, 0), session, 9, replyTo.ref());
    }

    static TokenBytes token(String name, long character, long shiftMs) {
        long issuedMs = 1_000_000 + shiftMs;
        UUID id = new UUID(9, name.hashCode());
        return TokenBytes.of(
                new LoginToken(id, CLUSTER, ACCOUNT, character, issuedMs, issuedMs + 30_000)
                        .signed(KEY));
    }

    private void atStore(Runnable task) {
        if (holdsStore) {
            held.add(task);
        } else {
            task.run();
        }
    }

    private WorldStore watched(WorldStore asked) {
        InvocationHandler calls =
                (_, call, arguments) -> {
                    beforeStore.accept(call.getName());
                    try {
                        return call.invoke(asked, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                };
        return (WorldStore)
                Proxy.newProxyInstance(
                        WorldStore.class.getClassLoader(),
                        new Class<?>[] {WorldStore.class},
                        calls);
    }

    /** The store does what it was asked for. */
    void releaseStore() {
        holdsStore = false;
        for (Runnable task = held.poll(); task != null; task = held.poll()) {
            task.run();
        }
    }

    ActorRef<PlayerCommand> spawn() {
        return kit.spawn(PlayerActor.create(CHARACTER, services(), shard.ref()));
    }

    PlayerServices services() {
        return new PlayerServices(
                new PlayerVault(watched(store), this::atStore, outage),
                new LoginTokenVerifier(Curves.signingPublicKey(KEY), CLUSTER),
                (cell, request) -> cells.ref().tell(new Sent(cell, request)),
                forgotten::add,
                new PlayerWorld(List.of(MAP), _ -> SPAWN),
                new PlayerTiming(
                        Duration.ofMillis(20),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        betweenLogins),
                nowMs::get);
    }
}
