package dev.shadowland.benchmarks.trace;

import dev.shadowland.benchmarks.load.Cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What bots received from a real cluster: the swarm's {@code record-file}. */
public final class RecordedTraffic {
    private static final int PLAY_SECONDS = 5;

    /** Starting, ten seconds of settling, playing, leaving. */
    private static final int MOST_SECONDS = 180;

    /** A disc in the middle of a cell, where all see all. */
    private static final Map<String, String> CROWD =
            Map.of(
                    "shadowland.world.spawn.pattern", "disc",
                    "shadowland.world.spawn.x", "6400",
                    "shadowland.world.spawn.y", "6400",
                    "shadowland.world.spawn.radius", "2000",
                    "shadowland.swarm.behaviour", "wander");

    private RecordedTraffic() {}

    /** Bots spread over the world, as {@code up} places them. */
    public static Recording ofScattered(int bots) throws IOException, InterruptedException {
        return record(bots, Map.of());
    }

    /** Bots that log in one after the other into one place and walk about there. */
    public static Recording ofCrowd(int bots) throws IOException, InterruptedException {
        return record(bots, CROWD);
    }

    private static Recording record(int bots, Map<String, String> world)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("shadowland-traffic-");
        Path file = folder.resolve("recorded");
        Map<String, String> settings = new HashMap<>(world);
        settings.put("shadowland.swarm.record-file", file.toString());
        try (Cluster cluster = new Cluster(folder, bots, freePort(), PLAY_SECONDS, settings)) {
            cluster.await(MOST_SECONDS);
            Recording traffic = Recording.of(file);
            if (traffic.size() == 0) {
                throw new IOException("nothing was recorded; the cluster's output is in " + folder);
            }
            Cluster.remove(folder);
            return traffic;
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0)) {
            return free.getLocalPort();
        }
    }
}
