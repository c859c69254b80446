package dev.shadowland.benchmarks.server;

import dev.shadowland.gateway.worker.WorkerWaits;
import dev.shadowland.transport.agent.WorkerThread;
import dev.shadowland.transport.datagram.linux.LinuxSocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The echo without protocol and cipher: the least that any gateway on this machine can cost. */
final class RawEcho implements EchoService {
    private final List<RawEchoAgent> agents = new ArrayList<>();
    private final List<WorkerThread> threads = new ArrayList<>();
    private final int port;

    RawEcho(int workers, int bufferBytes, Consumer<Throwable> onFatal) throws IOException {
        int bound = 0;
        for (int i = 0; i < workers; i++) {
            LinuxSocket socket =
                    LinuxSocket.bind(
                            new InetSocketAddress(
                                    InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), bound),
                            bufferBytes,
                            bufferBytes,
                            workers > 1);
            bound = socket.localAddress().getPort();
            RawEchoAgent agent = new RawEchoAgent(socket, i);
            agents.add(agent);
            threads.add(WorkerThread.start(agent, WorkerWaits.ofWorker(), 0, onFatal));
        }
        port = bound;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long echoes() {
        return agents.stream().mapToLong(RawEchoAgent::echoes).sum();
    }

    @Override
    public Map<String, Long> oddities() {
        long refused = agents.stream().mapToLong(RawEchoAgent::refused).sum();
        return refused == 0 ? Map.of() : new TreeMap<>(Map.of("refused-by-kernel", refused));
    }

    @Override
    public void close() {
        threads.forEach(WorkerThread::close);
    }
}
