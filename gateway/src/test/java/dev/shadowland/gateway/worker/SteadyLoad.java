package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.gateway.admission.KeyThread;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.SnapshotEncoder;
import dev.shadowland.protocol.connection.ClientConnection;
import dev.shadowland.protocol.connection.ClientSettings;
import dev.shadowland.protocol.connection.ConnectionHandler;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;
import dev.shadowland.transport.datagram.Addresses;
import dev.shadowland.transport.datagram.DatagramPort;
import dev.shadowland.transport.datagram.DatagramPorts;
import dev.shadowland.transport.datagram.NetworkIo;
import dev.shadowland.transport.datagram.SocketBuffers;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.link.EmbeddedDriver;
import dev.shadowland.transport.link.LinkConfig;
import dev.shadowland.transport.link.LinkMode;
import dev.shadowland.transport.link.LinkReceiver;
import dev.shadowland.transport.link.LinkSenders;
import dev.shadowland.transport.link.NodeEndpoint;
import dev.shadowland.transport.link.NodeRole;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Clients that play without pause through a real worker, a real socket and real Aeron IPC to a
 * shard that answers each tick. All of it on the caller's thread; time moves only here.
 */
final class SteadyLoad implements AutoCloseable {
    private static final int SHARD = 2;
    private static final FakeShards.Owner OWNER = new FakeShards.Owner(SHARD, 11, 3, 1L << 32);
    private static final long STEP_NS = 1_000_000;
    private static final long TICK_NS = 16_666_667;
    private static final long START_MS = 1_800_000_000_000L;
    private static final int SNAPSHOT_BYTES = 200;

    final GatewayWorker worker;
    final DatagramPort gatewayPort;
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final FakeControl control = new FakeControl();
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Client> clients = new ArrayList<>();
    private final Int2ObjectHashMap<Client> byConnectionId = new Int2ObjectHashMap<>();
    private final UnsafeBuffer snapshot = new UnsafeBuffer(new byte[1024]);
    private final SnapshotEncoder encoder = new SnapshotEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final byte[] snapshotFrames = new byte[SNAPSHOT_BYTES];
    private final DatagramPort clientPort;
    private final KeyThread keys;
    private final LinkSenders fromShard;
    private final LinkReceiver atShard;
    private final Aead.Provider aead;
    private final byte[] rootPublicKey;
    private @Nullable Client connecting;
    private long nowNs = START_MS * STEP_NS;
    private int tick;
    long inputsAtShard;
    long snapshotsAtClients;

    SteadyLoad(NetworkIo io, Aead.Provider aead) throws IOException {
        this.aead = aead;
        byte[] root = Curves.newPrivateKey(random);
        byte[] gatewayKey = Curves.newPrivateKey(random);
        rootPublicKey = Curves.signingPublicKey(root);
        GatewayIdentity identity =
                new GatewayIdentity(
                        gatewayKey,
                        IdentityCertificate.issue(
                                root,
                                Curves.signingPublicKey(gatewayKey),
                                START_MS - 1_000,
                                START_MS + 3_600_000));
        gatewayPort = port(io);
        clientPort = port(io);
        Path dir = Files.isDirectory(Path.of("/dev/shm")) ? Path.of("/dev/shm") : Path.of("target");
        LinkConfig links =
                LinkConfig.of(
                        dir.resolve("shadowland-test-" + UUID.randomUUID()),
                        LinkMode.IPC,
                        LinkConfig.DEFAULT_TERM_LENGTH,
                        Duration.ofSeconds(3));
        closing.push(EmbeddedDriver.launch(links, 1_000_000, 4));
        NodeEndpoint gatewayEnd =
                new NodeEndpoint(WorkerRig.NODE, NodeRole.GATEWAY, "127.0.0.1", 1, 1);
        NodeEndpoint shardEnd = new NodeEndpoint(SHARD, NodeRole.SHARD, "127.0.0.1", 2, 1);
        AeronLinks gateway = connect(links, gatewayEnd, shardEnd);
        AeronLinks shard = connect(links, shardEnd, gatewayEnd);
        fromShard = shard.senders();
        atShard = shard.receiver(0);
        keys = new KeyThread(1, 5_000, 256, identity, random, () -> nowNs);
        WorkerPorts ends =
                new WorkerPorts(
                        gatewayPort,
                        ShardLinks.of(gateway.senders(), gateway.receiver(0)),
                        control,
                        keys.lane(0),
                        new DatagramRings(1));
        worker =
                new GatewayWorker(
                        WorkerSettings.of(WorkerRig.NODE, 0), ends, () -> nowNs, aead, random);
        random.nextBytes(snapshotFrames);
        // One frame of an unknown type, which clients skip.
        snapshotFrames[0] = (byte) 0x7F;
        snapshotFrames[1] = (byte) (((SNAPSHOT_BYTES - 3) & 0x7F) | 0x80);
        snapshotFrames[2] = (byte) ((SNAPSHOT_BYTES - 3) >>> 7);
    }

    private DatagramPort port(NetworkIo io) throws IOException {
        DatagramPort port =
                DatagramPorts.bind(io, "127.0.0.1", 0, 1, new SocketBuffers(4 << 20, 4 << 20))
                        .getFirst();
        closing.push(port);
        return port;
    }

    private AeronLinks connect(LinkConfig config, NodeEndpoint self, NodeEndpoint other) {
        AeronLinks links =
                AeronLinks.connect(
                        config,
                        self,
                        e -> {
                            throw new AssertionError(e);
                        });
        closing.push(links);
        links.onMember(self);
        links.onMember(other);
        return links;
    }

    /** Brings another client into the world. */
    void addClient() {
        Client client = new Client();
        clients.add(client);
        connecting = client;
        for (int i = 0; i < 5_000 && !client.connection.state().name().equals("ESTABLISHED"); i++) {
            step();
        }
        connecting = null;
        byConnectionId.put(client.connection.peer().connectionId(), client);
        client.enter();
        for (int i = 0; i < 5_000 && control.entering.size() < clients.size(); i++) {
            step();
        }
        client.session = control.entering.getLast();
        control.events.add(WorkerRig.entered(client.session, OWNER));
        for (int i = 0; i < 5_000 && !client.isInWorld; i++) {
            step();
        }
        assertThat(client.isInWorld).isTrue();
    }

    private void step() {
        nowNs += STEP_NS;
        for (Client client : clients) {
            int length = client.connection.poll(nowNs, clientPort.sendBuffer(), clientPort.claim());
            client.send(length);
        }
        clientPort.flush();
        worker.doWork();
        keys.doWork();
        fromShard.poll();
        receiveAtShard();
        receiveAtClients();
    }

    /** Every client sends an input and every viewer gets a snapshot; the worker's turn is next. */
    void beginTick() {
        nowNs += TICK_NS;
        tick++;
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).sendInput();
        }
        clientPort.flush();
        fromShard.poll();
        for (int i = 0; i < clients.size(); i++) {
            encoder.wrapAndApplyHeader(snapshot, 0, header)
                    .session(clients.get(i).session)
                    .cell(OWNER.cell())
                    .epoch(OWNER.epoch())
                    .generation(OWNER.generation())
                    .tick(tick)
                    .putFrames(snapshotFrames, 0, SNAPSHOT_BYTES);
            fromShard.send(
                    WorkerRig.NODE,
                    0,
                    snapshot,
                    0,
                    MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
        }
    }

    /** Takes what the worker sent. */
    void endTick() {
        receiveAtShard();
        receiveAtClients();
    }

    private void receiveAtShard() {
        atShard.poll((_, _, _, _) -> inputsAtShard++, 100_000);
    }

    private void receiveAtClients() {
        clientPort.receive(this::onDatagram, 100_000);
    }

    private void onDatagram(
            long hi, long lo, int port, MutableDirectBuffer buffer, int offset, int length) {
        Client client = byConnectionId.get(PacketHeader.connectionId(buffer, offset));
        Client receiver = client == null ? connecting : client;
        if (receiver != null) {
            receiver.connection.onDatagram(buffer, offset, length, nowNs);
            snapshotsAtClients += length > SNAPSHOT_BYTES ? 1 : 0;
        }
    }

    int clients() {
        return clients.size();
    }

    private final class Client implements ConnectionHandler {
        private final ClientConnection connection =
                new ClientConnection(
                        ClientSettings.of(List.of(rootPublicKey)), aead, random, nowNs, this);
        private long session;
        private long inputs = 8;
        private boolean isInWorld;

        void enter() {
            byte[] body = WorkerRig.enter(1);
            WireWriter writer =
                    connection.begin(clientPort.sendBuffer(), clientPort.claim(), nowNs);
            FrameWriter.write(
                    writer, FrameType.ENTER_TO_WORLD, new UnsafeBuffer(body), 0, body.length);
            send(connection.end());
        }

        void sendInput() {
            WireWriter writer =
                    connection.begin(clientPort.sendBuffer(), clientPort.claim(), nowNs);
            writer.u8(FrameType.SYNC_ENTITY_QUANTIZED).varUInt(InputFrame.size(3));
            InputFrame.writeHead(writer, ++inputs, 3);
            for (int i = 0; i < 3; i++) {
                InputFrame.writeInput(writer, 0);
            }
            send(connection.end());
        }

        void send(int length) {
            if (length > 0) {
                clientPort.commit(
                        0,
                        Addresses.lo(gatewayPort.localAddress().getAddress()),
                        gatewayPort.localAddress().getPort(),
                        length);
            }
        }

        @Override
        public void onFrame(int type, DirectBuffer buffer, int offset, int length) {
            isInWorld |= type == FrameType.WORLD_ENTERED;
        }

        @Override
        public void onEstablished() {}

        @Override
        public void onClosed(DisconnectReason reason, boolean byPeer) {
            throw new AssertionError("closed: " + reason);
        }

        @Override
        public void onDatagramAcked(long sequence) {}

        @Override
        public void onDatagramLost(long sequence) {}
    }

    @Override
    public void close() throws IOException {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
