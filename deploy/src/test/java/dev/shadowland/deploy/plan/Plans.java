package dev.shadowland.deploy.plan;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Plans for tests; ports count up from 20 000. */
public final class Plans {
    public static final UUID CLUSTER = new UUID(1, 2);

    private Plans() {}

    public static UpOptions options(int shards, int gateways, boolean single) {
        return new UpOptions(
                50,
                0,
                1,
                shards,
                gateways,
                Optional.empty(),
                Optional.empty(),
                single,
                3565,
                Profile.LOAD,
                Links.IPC);
    }

    public static ClusterPlan plan(UpOptions options) {
        return plan(options, Path.of("/tmp/run 1"));
    }

    static ClusterPlan plan(UpOptions options, Path directory) {
        AtomicInteger next = new AtomicInteger(20_000);
        return ClusterPlan.of(
                options,
                new RunLayout("run-1", directory, Path.of("/dev/shm/run-1")),
                CLUSTER,
                next::getAndIncrement);
    }
}
