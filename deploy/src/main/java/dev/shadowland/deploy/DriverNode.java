package dev.shadowland.deploy;

import dev.shadowland.transport.config.ShadowlandConfig;
import dev.shadowland.transport.link.EmbeddedDriver;
import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.StatusServer;

import java.io.IOException;

/** The host's one Aeron media driver, with a status page. */
final class DriverNode implements AutoCloseable {
    private static final long PEAK_BYTES_PER_TICK = 1_100_000;
    private static final int LOGS = 16;

    private final EmbeddedDriver driver;
    private final StatusServer statusServer;

    private DriverNode(EmbeddedDriver driver, StatusServer statusServer) {
        this.driver = driver;
        this.statusServer = statusServer;
    }

    static DriverNode start(ShadowlandConfig config) throws IOException {
        long startedNs = System.nanoTime();
        StatusServer server = StatusServer.bind(config.status().host(), config.status().port());
        try {
            EmbeddedDriver driver =
                    EmbeddedDriver.launch(
                            config.backplane().links(config.cluster().profile()),
                            PEAK_BYTES_PER_TICK,
                            LOGS);
            server.serve(
                    () ->
                            NodeStatus.of(config.node().id(), config.node().name(), "driver")
                                    .state("ready")
                                    .seconds((System.nanoTime() - startedNs) / 1e9, 0)
                                    .build(),
                    () -> {});
            return new DriverNode(driver, server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public void close() {
        statusServer.close();
        driver.close();
    }
}
