package dev.shadowland.benchmarks.edge;

import dev.shadowland.benchmarks.load.ClientSockets;
import dev.shadowland.benchmarks.load.EchoLoad;
import dev.shadowland.benchmarks.load.GatewayLoad;
import dev.shadowland.benchmarks.load.Pace;
import dev.shadowland.benchmarks.load.RawLoad;
import dev.shadowland.benchmarks.load.ServerMark;
import dev.shadowland.benchmarks.load.ServerProcess;
import dev.shadowland.benchmarks.server.EchoKind;
import dev.shadowland.transport.agent.NodeClock;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Runs legs: opens an echo, brings the clients in, settles, measures, closes. One thread. */
final class EchoLegs {
    private static final long SETTLE_NS = 500_000_000L;

    /** The settling ends when the compilers worked less in one turn of it. */
    private static final long QUIET_MILLIS = 5;

    private static final int MOST_TURNS = 20;
    private static final int WARM_RATE_HZ = 240;

    /** Echoes after which the compiler has seen what there is; a busy machine takes longer. */
    private static final long WARM_ECHOES = 200_000;

    private static final int MOST_PATIENCE = 4;

    private final NodeClock clock = NodeClock.system();
    private final Set<String> warm = new HashSet<>();
    private final ClientSockets sockets;
    private final EdgeOptions options;

    EchoLegs(ClientSockets sockets, EdgeOptions options) {
        this.sockets = sockets;
        this.options = options;
    }

    /** Has the compiler see the server's and the client's code for that payload, once. */
    void warmUp(ServerProcess server, int payloadBytes) throws IOException {
        if (warm.add(server.pid() + " " + payloadBytes)) {
            try (EchoLoad load = open(server, payloadBytes)) {
                Pace pace = new Pace(load, clock::nowNs);
                long startNs = System.nanoTime();
                long ranNs = 0;
                while (ranNs < options.warmupNs()
                        || (load.answered() < WARM_ECHOES
                                && ranNs < MOST_PATIENCE * options.warmupNs())) {
                    pace.run(WARM_RATE_HZ, options.warmupNs() / 4);
                    ranNs = System.nanoTime() - startNs;
                }
            }
            server.closeEcho();
        }
    }

    /** One measured window. */
    Leg run(ServerProcess server, int rateHz, int payloadBytes) throws IOException {
        try (EchoLoad load = open(server, payloadBytes)) {
            settle(server, load, rateHz);
            return measure(server, load, rateHz);
        } finally {
            server.closeEcho();
        }
    }

    /** Goes on until the compilers have nothing to do, for what they do is not an echo's cost. */
    private void settle(ServerProcess server, EchoLoad load, int rateHz) throws IOException {
        Pace pace = new Pace(load, clock::nowNs);
        long before = server.mark().compiledMillis();
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            pace.run(rateHz, SETTLE_NS);
            pace.drain();
            long compiled = server.mark().compiledMillis();
            if (compiled - before <= QUIET_MILLIS) {
                return;
            }
            before = compiled;
        }
    }

    /**
     * Nothing is open when the window begins, and it ends with the asking: CPU and echoes are those
     * of the same time. Whether the last questions are answered is found out behind it.
     */
    private Leg measure(ServerProcess server, EchoLoad load, int rateHz) throws IOException {
        Pace pace = new Pace(load, clock::nowNs);
        long asked = load.asked();
        long answered = load.answered();
        ServerMark from = server.mark();
        long startNs = System.nanoTime();
        long cpuNs = server.cpuNs();
        pace.run(rateHz, options.windowNs());
        long usedNs = server.cpuNs() - cpuNs;
        long elapsedNs = System.nanoTime() - startNs;
        pace.take();
        long echoes = load.answered() - answered;
        ServerMark to = server.mark();
        pace.drain();
        return new Leg(
                load.asked() - asked,
                load.answered() - answered,
                echoes,
                usedNs,
                to.allocatedBytes() - from.allocatedBytes(),
                elapsedNs,
                pace.skipped());
    }

    private EchoLoad open(ServerProcess server, int payloadBytes) throws IOException {
        int port = server.open();
        return server.options().kind() == EchoKind.RAW
                ? new RawLoad(sockets, port, payloadBytes)
                : new GatewayLoad(sockets, port, server.rootKey(), payloadBytes, clock::nowNs);
    }
}
