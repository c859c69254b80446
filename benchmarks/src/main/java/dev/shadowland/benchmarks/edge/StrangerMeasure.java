package dev.shadowland.benchmarks.edge;

import dev.shadowland.benchmarks.load.ClientSockets;
import dev.shadowland.benchmarks.load.ServerProcess;
import dev.shadowland.benchmarks.load.StrangerKind;
import dev.shadowland.benchmarks.load.StrangerLoad;
import dev.shadowland.transport.agent.NodeClock;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes that a stranger gets back per byte that he sends. */
final class StrangerMeasure {
    private static final int DATAGRAMS = 10_000;

    private StrangerMeasure() {}

    static List<UnknownResult> run(ServerProcess server) throws IOException {
        NodeClock clock = NodeClock.system();
        List<UnknownResult> results = new ArrayList<>();
        try (ClientSockets sockets = new ClientSockets(2)) {
            for (StrangerKind kind : StrangerKind.values()) {
                StrangerLoad load =
                        new StrangerLoad(sockets, server.open(), server.rootKey(), clock::nowNs);
                List<byte[]> datagrams = load.datagrams(kind);
                long cpuNs = server.cpuNs();
                load.run(datagrams, DATAGRAMS);
                results.add(result(kind, load, server.cpuNs() - cpuNs));
                server.closeEcho();
            }
        }
        return results;
    }

    private static UnknownResult result(StrangerKind kind, StrangerLoad load, long cpuNs) {
        return new UnknownResult(
                kind.text(),
                load.sentDatagrams(),
                load.sentBytes(),
                load.repliedDatagrams(),
                load.repliedBytes(),
                (double) load.repliedBytes() / Math.max(1, load.sentBytes()),
                cpuNs / 1e3 / Math.max(1, load.sentDatagrams()));
    }
}
