package dev.shadowland.benchmarks.server;

import dev.shadowland.gateway.admission.KeyThread;
import dev.shadowland.gateway.worker.DatagramRings;
import dev.shadowland.gateway.worker.GatewayWorker;
import dev.shadowland.gateway.worker.ShardLinks;
import dev.shadowland.gateway.worker.WorkerCount;
import dev.shadowland.gateway.worker.WorkerPorts;
import dev.shadowland.gateway.worker.WorkerSettings;
import dev.shadowland.gateway.worker.WorkerWaits;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.transport.agent.NodeClock;
import dev.shadowland.transport.agent.WorkerThread;
import dev.shadowland.transport.datagram.DatagramCount;
import dev.shadowland.transport.datagram.DatagramPort;
import dev.shadowland.transport.datagram.DatagramPorts;
import dev.shadowland.transport.status.Counters;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A gateway without cluster: its real workers, sockets, handshake, public-key thread, sessions and
 * sealing; only what is behind {@link ShardLinks} and the control plane is an echo.
 */
final class GatewayEcho implements EchoService {
    private static final int NODE = 7;

    /** More than any run asks for: what a core can do is to be seen, not the budget. */
    private static final int KEY_ANSWERS_PER_SECOND = 1_000_000;

    private static final int KEY_QUEUE = 1024;
    private static final List<DatagramCount> TRAFFIC =
            List.of(
                    DatagramCount.DATAGRAMS_IN,
                    DatagramCount.BYTES_IN,
                    DatagramCount.DATAGRAMS_OUT,
                    DatagramCount.BYTES_OUT);

    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final List<GatewayWorker> workers = new ArrayList<>();
    private final List<DatagramPort> ports;

    GatewayEcho(
            EchoOptions options,
            GatewayIdentity identity,
            Aead.Provider aead,
            int bufferBytes,
            Consumer<Throwable> onFatal)
            throws IOException {
        int count = options.workers();
        ports = DatagramPorts.bind("127.0.0.1", 0, count, bufferBytes, bufferBytes);
        ports.forEach(closing::push);
        AeronEcho aeron = options.aeronHop() ? new AeronEcho(NODE, count, onFatal) : null;
        if (aeron != null) {
            closing.push(aeron);
        }
        KeyThread keys =
                new KeyThread(
                        count,
                        KEY_ANSWERS_PER_SECOND,
                        KEY_QUEUE,
                        identity,
                        new SecureRandom(),
                        System::nanoTime);
        start(keys, WorkerWaits.ofKeys(), onFatal);
        NodeClock clock = NodeClock.system();
        DatagramRings rings = new DatagramRings(count);
        for (int i = 0; i < count; i++) {
            ShardLinks shards = aeron == null ? new EchoLinks() : aeron.links(i);
            GatewayWorker worker =
                    new GatewayWorker(
                            WorkerSettings.of(NODE, i),
                            new WorkerPorts(
                                    ports.get(i), shards, new EchoControl(), keys.lane(i), rings),
                            clock::nowNs,
                            aead,
                            new SecureRandom());
            workers.add(worker);
            start(worker, WorkerWaits.ofWorker(), onFatal);
        }
    }

    private void start(Agent agent, IdleStrategy idle, Consumer<Throwable> onFatal) {
        closing.push(WorkerThread.start(agent, idle, 0, onFatal));
    }

    @Override
    public int port() {
        return ports.getFirst().localAddress().getPort();
    }

    @Override
    public long echoes() {
        return workers.stream()
                .mapToLong(worker -> worker.counters().counts().get(WorkerCount.SNAPSHOTS))
                .sum();
    }

    /** Drops of the protocol and of the sockets, and snapshots that the edge lost. */
    @Override
    public Map<String, Long> oddities() {
        Map<String, Long> found = new TreeMap<>();
        for (GatewayWorker worker : workers) {
            worker.counters().drops().forEach((name, n) -> found.merge(name, n, Long::sum));
            found.merge(
                    "snapshots-lost-at-edge",
                    worker.counters().counts().get(WorkerCount.SNAPSHOTS_LOST_AT_EDGE),
                    Long::sum);
        }
        for (DatagramPort port : ports) {
            port.counters().forEach((name, n) -> found.merge(name, n, Long::sum));
        }
        for (DatagramCount traffic : TRAFFIC) {
            found.remove(Counters.nameOf(traffic));
        }
        found.values().removeIf(n -> n == 0);
        return found;
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("an echo that does not end", e);
            }
        }
    }
}
