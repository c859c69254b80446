package dev.shadowland.benchmarks.edge;

import dev.shadowland.benchmarks.load.ClientSockets;
import dev.shadowland.benchmarks.load.EchoLoad;
import dev.shadowland.benchmarks.load.GatewayLoad;
import dev.shadowland.benchmarks.load.Pace;
import dev.shadowland.benchmarks.load.RawLoad;
import dev.shadowland.benchmarks.load.ServerProcess;
import dev.shadowland.benchmarks.server.EchoKind;
import dev.shadowland.transport.agent.NodeClock;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A server as fast as it goes: two threads ask for as much as comes back. Load and server share the
 * machine's cores, so beside what was seen stands what a CPU second is good for.
 */
final class SaturationMeasure {
    private static final int PAYLOAD = 100;
    private static final int LOAD_THREADS = 2;
    private static final int OPEN_PER_CLIENT = 4;
    private static final long MEET_NS = TimeUnit.SECONDS.toNanos(120);

    private final ServerProcess server;
    private final int socketsPerThread;
    private final long warmupNs;
    private final long windowNs;
    private final Meeting meeting = new Meeting(LOAD_THREADS + 1, MEET_NS);

    /** What a thread asked, what came back in the end, and what of it in the window. */
    private record Share(long asked, long answered, long echoes) {
        Share plus(Share other) {
            return new Share(asked + other.asked, answered + other.answered, echoes + other.echoes);
        }
    }

    SaturationMeasure(ServerProcess server, int sockets, long warmupNs, long windowNs) {
        this.server = server;
        this.warmupNs = warmupNs;
        this.windowNs = windowNs;
        socketsPerThread = Math.max(2, sockets / LOAD_THREADS);
    }

    SaturationResult run() throws IOException {
        int port = server.open();
        try (ExecutorService threads = Executors.newFixedThreadPool(LOAD_THREADS)) {
            List<Future<Share>> shares = new ArrayList<>();
            for (int i = 0; i < LOAD_THREADS; i++) {
                shares.add(threads.submit(() -> meeting.guard(() -> ask(port))));
            }
            try {
                return measure(shares);
            } finally {
                shares.forEach(share -> share.cancel(true));
            }
        } finally {
            server.closeEcho();
        }
    }

    private SaturationResult measure(List<Future<Share>> shares) throws IOException {
        try {
            meeting.await();
            long cpuNs = server.cpuNs();
            long startNs = System.nanoTime();
            meeting.await();
            long usedNs = server.cpuNs() - cpuNs;
            long elapsedNs = System.nanoTime() - startNs;
            Share all = new Share(0, 0, 0);
            for (Future<Share> share : shares) {
                all = all.plus(share.get());
            }
            return result(all, usedNs, elapsedNs);
        } catch (ExecutionException e) {
            throw new IOException("the load failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private SaturationResult result(Share share, long cpuNs, long elapsedNs) {
        return new SaturationResult(
                server.options().text(),
                server.options().workers(),
                LOAD_THREADS,
                share.echoes() * 1e9 / elapsedNs,
                100.0 * share.answered() / Math.max(1, share.asked()),
                cpuNs / 1e3 / Math.max(1, share.echoes()),
                share.echoes() * 1e9 / Math.max(1, cpuNs));
    }

    /**
     * One thread of the load. Nothing is open when the window begins, and what the server did until
     * it ends has come: CPU and echoes are those of the same time.
     */
    private Share ask(int port) throws IOException, InterruptedException {
        NodeClock clock = NodeClock.system();
        try (ClientSockets sockets = new ClientSockets(socketsPerThread);
                EchoLoad load = load(sockets, port, clock)) {
            Pace pace = new Pace(load, clock::nowNs);
            pace.saturate(OPEN_PER_CLIENT, warmupNs);
            pace.drain();
            long asked = load.asked();
            long answered = load.answered();
            meeting.await();
            pace.saturate(OPEN_PER_CLIENT, windowNs);
            meeting.await();
            pace.take();
            long echoes = load.answered() - answered;
            pace.drain();
            return new Share(load.asked() - asked, load.answered() - answered, echoes);
        }
    }

    private EchoLoad load(ClientSockets sockets, int port, NodeClock clock) throws IOException {
        return server.options().kind() == EchoKind.RAW
                ? new RawLoad(sockets, port, PAYLOAD)
                : new GatewayLoad(sockets, port, server.rootKey(), PAYLOAD, clock::nowNs);
    }
}
