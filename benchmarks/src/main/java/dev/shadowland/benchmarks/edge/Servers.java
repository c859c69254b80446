package dev.shadowland.benchmarks.edge;

import dev.shadowland.benchmarks.load.ServerProcess;
import dev.shadowland.benchmarks.server.EchoOptions;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The server processes of a run, each started when it is first wanted. Used by one thread. */
final class Servers implements AutoCloseable {
    private final Map<EchoOptions, ServerProcess> running = new LinkedHashMap<>();

    ServerProcess raw() throws IOException {
        return get(EchoOptions.RAW);
    }

    ServerProcess gateway(Setting.Variant variant) throws IOException {
        EchoOptions plain = EchoOptions.GATEWAY;
        return get(
                switch (variant) {
                    case PLAIN -> plain;
                    case BOUNCYCASTLE -> new EchoOptions(plain.kind(), true, false, 1);
                    case AERON -> new EchoOptions(plain.kind(), false, true, 1);
                });
    }

    ServerProcess get(EchoOptions options) throws IOException {
        ServerProcess known = running.get(options);
        if (known == null) {
            known = ServerProcess.start(options);
            running.put(options, known);
        }
        return known;
    }

    @Override
    public void close() {
        running.values().forEach(ServerProcess::close);
        running.clear();
    }
}
