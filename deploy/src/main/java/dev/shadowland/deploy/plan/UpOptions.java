package dev.shadowland.deploy.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cluster that {@code up} is asked for.
 *
 * @param bots bots to connect, 1..100 000
 * @param creatures that wander about, 0..100 000
 * @param maps of the world, all of one shape, 1..16; each has its creatures, and bots go to all
 * @param shards shard processes, 1..64
 * @param gateways gateway processes, 1..32
 * @param duration how long the swarm measures; empty: until stopped
 * @param report where the report is wanted; empty: it is only summed up
 * @param single all roles in one process
 * @param port UDP port of the first gateway; gateway i (from 1) has {@code port + i - 1}
 */
public record UpOptions(
        int bots,
        int creatures,
        int maps,
        int shards,
        int gateways,
        Optional<Duration> duration,
        Optional<Path> report,
        boolean single,
        int port,
        Profile profile,
        Links links) {

    public static final int DEFAULT_PORT = 3565;
    private static final int MAX_BOTS = 100_000;
    private static final int MAX_CREATURES = 100_000;
    private static final int MAX_MAPS = 16;
    private static final int MAX_SHARDS = 64;
    private static final int MAX_GATEWAYS = 32;
    private static final int MAX_PORT = 65_535;
    private static final Duration MAX_DURATION = Duration.ofDays(30);

    /** Every violation, each in words for the person who typed the options. */
    public List<String> violations() {
        List<String> violations = new ArrayList<>();
        requireRange(violations, "--bots", bots, MAX_BOTS);
        if (creatures < 0 || creatures > MAX_CREATURES) {
            violations.add("--creatures must be 0..%d, not %d".formatted(MAX_CREATURES, creatures));
        }
        requireRange(violations, "--maps", maps, MAX_MAPS);
        requireRange(violations, "--shards", shards, MAX_SHARDS);
        requireRange(violations, "--gateways", gateways, MAX_GATEWAYS);
        requireRange(violations, "--port", port, MAX_PORT - Math.max(gateways, 1) + 1);
        if (duration.isPresent() && !duration.get().isPositive()) {
            violations.add("--for must be longer than nothing");
        }
        if (duration.isPresent() && duration.get().compareTo(MAX_DURATION) > 0) {
            violations.add("--for must be %dh at most".formatted(MAX_DURATION.toHours()));
        }
        return violations;
    }

    private static void requireRange(List<String> violations, String option, int value, int max) {
        if (value < 1 || value > max) {
            violations.add("%s must be 1..%d, not %d".formatted(option, max, value));
        }
    }

    /** UDP port of gateway {@code index}, counted from 1. */
    public int gatewayPort(int index) {
        return port + index - 1;
    }
}
