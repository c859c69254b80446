package dev.shadowland.benchmarks.edge;

import dev.shadowland.benchmarks.load.ClientSockets;
import dev.shadowland.benchmarks.load.HandshakeLoad;
import dev.shadowland.benchmarks.load.ServerProcess;
import dev.shadowland.transport.agent.NodeClock;

import java.io.IOException;

/** Handshakes per second of a core, through worker and public-key thread. */
final class HandshakeMeasure {
    /** Enough to keep both threads of the server busy, few enough that none times out. */
    private static final int AT_ONCE = 32;

    private HandshakeMeasure() {}

    static HandshakeResult run(ServerProcess server, long warmupNs, long windowNs)
            throws IOException {
        NodeClock clock = NodeClock.system();
        try (ClientSockets sockets = new ClientSockets(AT_ONCE)) {
            HandshakeLoad load =
                    new HandshakeLoad(sockets, server.open(), server.rootKey(), clock::nowNs);
            load.run(warmupNs);
            long completed = load.completed();
            long cpuNs = server.cpuNs();
            long startNs = System.nanoTime();
            load.run(windowNs);
            return HandshakeResult.of(
                    load.completed() - completed,
                    System.nanoTime() - startNs,
                    server.cpuNs() - cpuNs);
        } finally {
            server.closeEcho();
        }
    }
}
