package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.admission.KeyThread;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.transport.datagram.DatagramPort;
import dev.shadowland.transport.datagram.DatagramPorts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Two workers on one port, driven by hand like {@link WorkerRig}. */
final class TwoWorkers implements AutoCloseable {
    private static final long STEP_NS = 1_000_000;
    private static final long START_MS = 1_800_000_000_000L;

    final List<GatewayWorker> workers = new ArrayList<>();
    final List<FakeControl> controls = new ArrayList<>();
    final List<FakeShards> shards = new ArrayList<>();
    private final List<TestClient> clients = new ArrayList<>();
    private final List<DatagramPort> ports;
    private final KeyThread keys;
    private final byte[] root;
    private long nowNs = START_MS * STEP_NS;

    TwoWorkers() {
        SplittableRandom random = new SplittableRandom(43);
        byte[] rootKey = Curves.newPrivateKey(random);
        byte[] gatewayKey = Curves.newPrivateKey(random);
        root = Curves.signingPublicKey(rootKey);
        try {
            ports = DatagramPorts.bind("127.0.0.1", 0, 2, 1 << 20, 1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        GatewayIdentity identity =
                new GatewayIdentity(
                        gatewayKey,
                        IdentityCertificate.issue(
                                rootKey,
                                Curves.signingPublicKey(gatewayKey),
                                START_MS - 1_000,
                                START_MS + 3_600_000));
        keys = new KeyThread(2, 5_000, 256, identity, random, this::nowNs);
        DatagramRings rings = new DatagramRings(2);
        for (int i = 0; i < 2; i++) {
            controls.add(new FakeControl());
            shards.add(new FakeShards());
            WorkerPorts ends =
                    new WorkerPorts(
                            ports.get(i), shards.get(i), controls.get(i), keys.lane(i), rings);
            workers.add(
                    new GatewayWorker(
                            WorkerSettings.of(7, i),
                            ends,
                            this::nowNs,
                            BouncyCastleAead.PROVIDER,
                            random.split()));
        }
    }

    long nowNs() {
        return nowNs;
    }

    /** Somebody with a socket who says nothing of his own. */
    TestClient stranger() {
        TestClient stranger = client();
        stranger.isSilent = true;
        return stranger;
    }

    /** Somebody who connects. */
    TestClient client() {
        TestClient client =
                new TestClient(
                        ports.getFirst().localAddress(),
                        root,
                        WeatherReport.CLEAR,
                        clients.size() + 1L,
                        nowNs);
        clients.add(client);
        return client;
    }

    /** A client in the world, on whichever worker. */
    TestClient clientInWorld() {
        TestClient client = client();
        until(client::isEstablished);
        runMs(5);
        client.sendFrame(nowNs, FrameType.ENTER_TO_WORLD, WorkerRig.enter(1));
        int owner = owner(client);
        until(() -> !controls.get(owner).entering.isEmpty());
        controls.get(owner)
                .events
                .add(WorkerRig.entered(controls.get(owner).entering.getLast(), WorkerRig.OWNER));
        until(() -> !client.frames(FrameType.WORLD_ENTERED).isEmpty());
        runMs(50);
        return client;
    }

    static int owner(TestClient client) {
        return client.connection.peer().connectionId() >>> 26;
    }

    void runMs(int milliseconds) {
        for (int i = 0; i < milliseconds; i++) {
            nowNs += STEP_NS;
            clients.forEach(client -> client.pump(nowNs));
            workers.forEach(GatewayWorker::doWork);
            keys.doWork();
        }
    }

    void until(BooleanSupplier claim) {
        for (int i = 0; i < 20_000 && !claim.getAsBoolean(); i++) {
            runMs(1);
        }
        if (!claim.getAsBoolean()) {
            throw new AssertionError("not within 20 s of the rig's time");
        }
    }

    long count(WorkerCount what) {
        return workers.stream().mapToLong(worker -> worker.counters().counts().get(what)).sum();
    }

    long drops(DropReason why) {
        return workers.stream().mapToLong(worker -> worker.counters().drops().get(why)).sum();
    }

    @Override
    public void close() {
        clients.forEach(TestClient::close);
        ports.forEach(DatagramPort::close);
    }
}
