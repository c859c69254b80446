package dev.shadowland.benchmarks.flood;

import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.StatusClient;

import java.io.IOException;
import java.net.URI;

/** What a swarm's players felt since a moment of our choice. One thread. */
final class Felt implements AutoCloseable {
    private static final String INPUT_P99 = "inputP99Millis";

    private final StatusClient client = new StatusClient();
    private final URI swarm;

    /** Of the swarm that tells its status there. */
    Felt(URI swarm) {
        this.swarm = swarm;
    }

    /** From now on. */
    void restart() throws IOException {
        if (!client.restartWindow(swarm)) {
            throw new IOException("the swarm does not answer at " + swarm);
        }
    }

    /** Input to snapshot, 0 when the swarm does not say. */
    double inputP99Millis() {
        return client.read(swarm)
                .map(NodeStatus::gauges)
                .map(gauges -> gauges.getOrDefault(INPUT_P99, 0.0))
                .orElse(0.0);
    }

    @Override
    public void close() {
        client.close();
    }
}
