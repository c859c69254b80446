package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.Position;
import dev.shadowland.gateway.admission.KeyThread;
import dev.shadowland.protocol.connection.ConnectionSettings;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.HandshakeSettings;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.transport.datagram.DatagramPort;
import dev.shadowland.transport.datagram.DatagramPorts;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * A worker on a real loopback socket with clients, driven by hand: time moves a millisecond per
 * step and only here.
 */
final class WorkerRig implements AutoCloseable {
    static final int NODE = 7;
    static final FakeShards.Owner OWNER = new FakeShards.Owner(2, 11, 3, 1L << 32);

    private static final long STEP_NS = 1_000_000;
    private static final long START_MS = 1_800_000_000_000L;

    final FakeShards shards = new FakeShards();
    final FakeControl control = new FakeControl();
    final GatewayWorker worker;
    final DatagramPort port;
    private final List<TestClient> clients = new ArrayList<>();
    final KeyThread keys;
    private final byte[] root;
    private long nowNs = START_MS * STEP_NS;
    private boolean workerRuns = true;

    WorkerRig(String host, HandshakeSettings handshake) {
        this(host, handshake, SecuritySettings.DEFAULT);
    }

    WorkerRig(String host, HandshakeSettings handshake, SecuritySettings security) {
        this(
                host,
                handshake,
                security,
                ConnectionSettings.SERVER,
                new SplittableRandom(42),
                BouncyCastleAead.PROVIDER);
    }

    WorkerRig(
            String host,
            HandshakeSettings handshake,
            SecuritySettings security,
            ConnectionSettings connection,
            RandomGenerator random,
            Aead.Provider aead) {
        this(host, handshake, security, connection, SessionSettings.DEFAULT, random, aead);
    }

    WorkerRig(
            String host,
            HandshakeSettings handshake,
            SecuritySettings security,
            ConnectionSettings connection,
            SessionSettings sessions,
            RandomGenerator random,
            Aead.Provider aead) {
        byte[] rootKey = Curves.newPrivateKey(random);
        byte[] gatewayKey = Curves.newPrivateKey(random);
        root = Curves.signingPublicKey(rootKey);
        GatewayIdentity identity =
                new GatewayIdentity(
                        gatewayKey,
                        IdentityCertificate.issue(
                                rootKey,
                                Curves.signingPublicKey(gatewayKey),
                                START_MS - 1_000,
                                START_MS + 3_600_000));
        try {
            port = DatagramPorts.bind(host, 0, 1, 1 << 20, 1 << 20).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keys = new KeyThread(1, 5_000, 256, identity, random, this::nowNs);
        WorkerSettings settings =
                new WorkerSettings(
                        NODE, 0, handshake, connection, sessions, WorldSettings.DEFAULT, security);
        worker =
                new GatewayWorker(
                        settings,
                        new WorkerPorts(port, shards, control, keys.lane(0), new DatagramRings(1)),
                        this::nowNs,
                        aead,
                        random);
    }

    static WorkerRig guarded(SecuritySettings security) {
        return new WorkerRig("127.0.0.1", HandshakeSettings.DEFAULT, security);
    }

    /** A rig whose worker holds so many bytes at most of what arrives early. */
    static WorkerRig holding(long mostHeldBytes) {
        return of(SessionSettings.DEFAULT.maxSessions(), mostHeldBytes);
    }

    /** A rig whose worker has room for so many sessions, a quarter of them outside of the world. */
    static WorkerRig roomFor(int maxSessions) {
        return of(maxSessions, SessionSettings.DEFAULT.mostHeldBytes());
    }

    private static WorkerRig of(int maxSessions, long mostHeldBytes) {
        SessionSettings usual = SessionSettings.DEFAULT;
        return new WorkerRig(
                "127.0.0.1",
                HandshakeSettings.DEFAULT,
                SecuritySettings.DEFAULT,
                ConnectionSettings.SERVER,
                new SessionSettings(
                        usual.enterTimeoutNs(),
                        usual.enterRetryNs(),
                        usual.rejoinAfterNs(),
                        usual.rejoinRetryNs(),
                        usual.reportIntervalNs(),
                        usual.viewerBudgetBytes(),
                        maxSessions,
                        mostHeldBytes),
                new SplittableRandom(42),
                BouncyCastleAead.PROVIDER);
    }

    /** A rig whose connections may send so many bytes a second at most. */
    static WorkerRig narrow(int bytesPerSecond) {
        ConnectionSettings usual = ConnectionSettings.SERVER;
        return new WorkerRig(
                "127.0.0.1",
                HandshakeSettings.DEFAULT,
                SecuritySettings.DEFAULT,
                new ConnectionSettings(
                        usual.replayWindow(),
                        usual.pingIntervalNs(),
                        usual.keepAliveNs(),
                        usual.timeoutNs(),
                        bytesPerSecond,
                        bytesPerSecond,
                        true),
                new SplittableRandom(42),
                BouncyCastleAead.PROVIDER);
    }

    static WorkerRig open() {
        return new WorkerRig("127.0.0.1", HandshakeSettings.DEFAULT);
    }

    long nowNs() {
        return nowNs;
    }

    TestClient client() {
        return client(WeatherReport.CLEAR, clients.size() + 1L);
    }

    TestClient client(WeatherReport weather, long seed) {
        return add(new TestClient(port.localAddress(), root, weather, seed, nowNs));
    }

    TestClient client(TestClient.Sources sources) {
        return add(
                new TestClient(port.localAddress(), root, sources, WeatherReport.CLEAR, 1, nowNs));
    }

    /** A client that pins another root than the rig's own. */
    TestClient client(byte[] rootKey) {
        long seed = clients.size() + 1L;
        return add(new TestClient(port.localAddress(), rootKey, WeatherReport.CLEAR, seed, nowNs));
    }

    private TestClient add(TestClient client) {
        clients.add(client);
        return client;
    }

    /** A client whose connection stands. */
    TestClient establishedClient() {
        TestClient client = client();
        until(client::isEstablished);
        runMs(5);
        return client;
    }

    /** A client whose entity is in the world and who knows it. */
    TestClient clientInWorld() {
        TestClient client = establishedClient();
        client.sendFrame(nowNs, FrameType.ENTER_TO_WORLD, enter(1));
        int before = control.entering.size();
        until(() -> control.entering.size() > before);
        admit(lastSession());
        until(() -> !client.frames(FrameType.WORLD_ENTERED).isEmpty());
        runMs(300);
        return client;
    }

    long lastSession() {
        return control.entering.getLast();
    }

    /** The control plane lets a session in. */
    void admit(long session) {
        control.events.add(entered(session, OWNER));
    }

    static GatewayEvent.Entered entered(long session, FakeShards.Owner owner) {
        return entered(session, owner, new Position(0, 1, 2, 3, 0));
    }

    static GatewayEvent.Entered entered(long session, FakeShards.Owner owner, Position position) {
        return new GatewayEvent.Entered(
                session,
                1000,
                owner.cell(),
                owner.epoch(),
                owner.node(),
                owner.generation(),
                position,
                500);
    }

    static byte[] token(int fill) {
        byte[] token = new byte[LoginToken.LENGTH];
        Arrays.fill(token, (byte) fill);
        return token;
    }

    /** The body of an EnterToWorld of build 0. */
    static byte[] enter(int fill) {
        return enter(0, token(fill));
    }

    static byte[] enter(int build, byte[] token) {
        byte[] body = new byte[Integer.BYTES + token.length];
        new UnsafeBuffer(body).putInt(0, build, ByteOrder.LITTLE_ENDIAN);
        System.arraycopy(token, 0, body, Integer.BYTES, token.length);
        return body;
    }

    /** One step of everything. */
    void step() {
        nowNs += STEP_NS;
        for (TestClient client : clients) {
            client.pump(nowNs);
        }
        if (workerRuns) {
            worker.doWork();
            keys.doWork();
        }
    }

    /** The worker's next duty cycle is at this time, and the clients hear at once what it sent. */
    void cycleAt(long timeNs) {
        nowNs = timeNs;
        worker.doWork();
        keys.doWork();
        clients.forEach(client -> client.pump(nowNs));
    }

    void runMs(int milliseconds) {
        for (int i = 0; i < milliseconds; i++) {
            step();
        }
    }

    /** The machine stands still: time passes, and nothing runs. */
    void standStillMs(int milliseconds) {
        nowNs += milliseconds * STEP_NS;
    }

    /** Steps until the claim holds, for at most 30 s of the rig's time. */
    void until(BooleanSupplier claim) {
        for (int i = 0; i < 30_000 && !claim.getAsBoolean(); i++) {
            step();
        }
        assertThat(claim.getAsBoolean())
                .as("within 30 s of the rig's time; drops %s", drops())
                .isTrue();
    }

    long drops(DropReason reason) {
        return worker.counters().drops().get(reason);
    }

    long count(WorkerCount what) {
        return worker.counters().counts().get(what);
    }

    String drops() {
        return worker.counters().drops().snapshot().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .toList()
                .toString();
    }

    /** The worker ends in order. */
    void stopWorker() {
        worker.onClose();
        workerRuns = false;
    }

    @Override
    public void close() {
        clients.forEach(TestClient::close);
        port.close();
    }
}
