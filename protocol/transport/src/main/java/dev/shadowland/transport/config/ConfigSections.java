package dev.shadowland.transport.config;

import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.transport.config.PrivateAddresses.Reach;
import dev.shadowland.transport.config.SyncRings.SyncRing;
import dev.shadowland.transport.datagram.NetworkIo;
import dev.shadowland.transport.link.LinkMode;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Every key with its allowed range, section by section. */
final class ConfigSections {
    private static final List<Integer> SYNC_RATES = List.of(60, 30, 20, 15, 10, 5);
    private static final int KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final double FAR = 1e9;
    private static final String NODE_HOST = "node.host";
    private static final String ARTERY_HOST = "cluster.artery-host";
    private static final String HOST_PORTS = "must be a list of host:port";

    private final ConfigReader read;

    ConfigSections(ConfigReader read) {
        this.read = read;
    }

    ShadowlandConfig all() {
        String host = read.requiredText(NODE_HOST);
        ClusterConfig cluster = cluster(host);
        AoiConfig aoi = aoi();
        WorldConfig world = new WorldSection(read).all();
        read.across(() -> checkGrid(aoi, world));
        return new ShadowlandConfig(
                node(),
                network(),
                new SecuritySection(read).all(),
                performance(),
                aoi,
                new CollisionConfig(read.number("collision.grid-size", 100, FAR)),
                world,
                cluster,
                backplane(cluster, host),
                new StoreConfig(read.requiredFile("store.path")),
                status(),
                swarm());
    }

    private NodeConfig node() {
        return new NodeConfig(
                read.integer("node.id", NodeConfig.NO_ID, 8191),
                read.text("node.name"),
                read.text("node.role"));
    }

    private NetworkConfig network() {
        return new NetworkConfig(
                networkHost(),
                read.integer("network.port", 0, 65_535),
                (int)
                        read.only(
                                "network.max-packet-size",
                                PacketHeader.MAX_DATAGRAM,
                                "both ends of the protocol count on it, and there is no discovery"
                                        + " of what a path takes"),
                read.bytes("network.receive-buffer", 512 * KIB, 1024 * MIB),
                read.bytes("network.send-buffer", 512 * KIB, 1024 * MIB),
                read.integer("network.workers", 1, 64),
                (int)
                        read.only(
                                "network.send-threads",
                                0,
                                "each worker sends for the connections it owns, so that one"
                                        + " datagram is never sealed or sent by two threads; raise"
                                        + " shadowland.network.workers instead"),
                read.choice("network.io", NetworkIo.class));
    }

    private String networkHost() {
        String host = read.requiredText("network.host");
        checkResolves("network.host", host);
        return host;
    }

    private PerformanceConfig performance() {
        return new PerformanceConfig(
                (int)
                        read.only(
                                "performance.tick-rate",
                                MovementStep.STEPS_PER_SECOND,
                                "a step of movement is 1/60 s on servers and clients, and"
                                        + " shadowland.aoi.sync-rings are shares of 60"),
                read.only(
                        "performance.bundle-timeout",
                        Duration.ofMillis(50),
                        "nothing is held back that long, for what is due goes out with the"
                                + " datagram of its tick"),
                read.duration(
                        "performance.reliable-timeout",
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2)),
                read.integer("performance.max-retries", 1, 100),
                read.integer("performance.snapshot-budget", 300, 1100));
    }

    private AoiConfig aoi() {
        SyncRings rings =
                new SyncRings(
                        ring("near"),
                        ring("middle"),
                        ring("far"),
                        read.integer("aoi.sync-rings.beyond.rate", 5, 60));
        read.across(() -> checkRings(rings));
        return new AoiConfig(
                read.onlyOn(
                        "aoi.enabled",
                        "snapshots hold what is near; without it each would have to hold the whole"
                                + " world"),
                read.only(
                        "aoi.base-distance",
                        100_000,
                        "every type has a distance of its own, see"
                                + " shadowland.aoi.entity-distances"),
                new EntityDistances(
                        distance("player"),
                        distance("npc"),
                        distance("static-build"),
                        distance("vehicle"),
                        distance("projectile"),
                        distance("item"),
                        distance("effect")),
                read.isOn("aoi.adaptive-sync"),
                rings,
                read.number("aoi.grid-size", 500, FAR));
    }

    private void checkGrid(AoiConfig aoi, WorldConfig world) {
        for (MapGeometry map : world.geometries()) {
            InterestGrid grid = new InterestGrid(map, aoi.entityDistances());
            long cubes = grid.cubes(aoi.gridSize());
            if (cubes > InterestGrid.MOST_CUBES) {
                read.violate(
                        "aoi.grid-size",
                        "makes %d cubes for each cell of map %d, and %d are the most: at least %d"
                                .formatted(
                                        cubes,
                                        map.map(),
                                        InterestGrid.MOST_CUBES,
                                        grid.leastEdge()));
            }
        }
    }

    private SyncRing ring(String name) {
        return new SyncRing(
                read.number("aoi.sync-rings." + name + ".distance", 1, FAR),
                read.integer("aoi.sync-rings." + name + ".rate", 5, 60));
    }

    private void checkRings(SyncRings rings) {
        checkRate("near", rings.near().rate());
        checkRate("middle", rings.middle().rate());
        checkRate("far", rings.far().rate());
        checkRate("beyond", rings.beyondRate());
        if (rings.middle().distance() <= rings.near().distance()
                || rings.far().distance() <= rings.middle().distance()) {
            read.violate("aoi.sync-rings", "distances must grow from near to middle to far");
        }
    }

    private void checkRate(String ring, int rate) {
        if (!SYNC_RATES.contains(rate)) {
            read.violate(
                    "aoi.sync-rings." + ring + ".rate",
                    rate + " a second is no whole share of 60; take one of " + SYNC_RATES);
        }
    }

    private double distance(String type) {
        return read.number("aoi.entity-distances." + type, 1, FAR);
    }

    private ClusterConfig cluster(String nodeHost) {
        String name = read.requiredText("cluster.name");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,63}")) {
            read.violate(
                    "cluster.name",
                    "must be letters, digits and dashes, at most 64, beginning with a letter or"
                            + " digit");
        }
        return new ClusterConfig(
                clusterId(),
                name,
                orElse(read.text(ARTERY_HOST), nodeHost),
                read.integer("cluster.artery-port", 0, 65_535),
                read.list("cluster.seeds", HostPort::parse, HOST_PORTS),
                read.integer("cluster.min-shards", 1, 1000),
                read.choice("cluster.profile", ClusterProfile.class));
    }

    private BackplaneConfig backplane(ClusterConfig cluster, String nodeHost) {
        int termLength = read.bytes("backplane.term-length", 64 * KIB, 1024 * MIB);
        if (Integer.bitCount(termLength) != 1) {
            read.violate("backplane.term-length", "must be a power of two, 4 MiB..1024 MiB");
        } else if (termLength < BackplaneConfig.LEAST_TERM_LENGTH) {
            read.violate(
                    "backplane.term-length",
                    "must be at least 4 MiB: a frame may be an eighth of it, and the rows of a full"
                            + " cell are 282 KiB");
        }
        Path aeronDir = read.file("backplane.aeron-dir");
        String host = read.text("backplane.host");
        BackplaneConfig backplane =
                new BackplaneConfig(
                        read.choice("backplane.mode", LinkMode.class),
                        orElse(host, nodeHost),
                        read.integer("backplane.port", 1, 65_535),
                        read.isOn("backplane.allow-public"),
                        aeronDir == null ? defaultAeronDir(cluster.name()) : aeronDir,
                        read.isOn("backplane.embedded-driver"),
                        termLength);
        checkTrusting(backplane.allowPublic(), host.isEmpty() ? NODE_HOST : "backplane.host");
        boolean isNamed = !read.text(ARTERY_HOST).isEmpty();
        if (isNamed || !host.isEmpty()) {
            checkTrusting(backplane.allowPublic(), isNamed ? ARTERY_HOST : NODE_HOST);
        }
        if (backplane.mode() == LinkMode.IPC) {
            read.across(() -> checkOneHost(cluster));
        }
        return backplane;
    }

    /** Neither frames nor actors' messages ask whoever sends them who they are. */
    private void checkTrusting(boolean allowPublic, String path) {
        String host = read.text(path);
        if (allowPublic) {
            checkResolves(path, host);
        } else {
            checkReach(
                    path,
                    host,
                    "is public, and the backplane trusts whoever reaches it: use a private address"
                            + " or set shadowland.backplane.allow-public = on");
        }
    }

    private void checkOneHost(ClusterConfig cluster) {
        cluster.seeds().stream()
                .map(HostPort::host)
                .filter(host -> !host.equalsIgnoreCase(cluster.arteryHost()))
                .filter(host -> PrivateAddresses.of(host) != Reach.LOOPBACK)
                .findFirst()
                .ifPresent(
                        host ->
                                read.violate(
                                        "backplane.mode",
                                        "reaches only nodes of this host, and the seed "
                                                + host
                                                + " is on another: set shadowland.backplane.mode ="
                                                + " udp, and shadowland.node.host to the address at"
                                                + " which the others reach this node"));
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private StatusConfig status() {
        StatusConfig status =
                new StatusConfig(
                        read.requiredText("status.host"), read.integer("status.port", 0, 65_535));
        checkReach(
                "status.host",
                status.host(),
                "is public, and the status page asks nobody who they are: use a private address");
        return status;
    }

    private void checkReach(String path, String host, String whenPublic) {
        checkResolves(path, host);
        if (!host.isEmpty() && PrivateAddresses.of(host) == Reach.PUBLIC) {
            read.violate(path, whenPublic);
        }
    }

    private void checkResolves(String path, String host) {
        if (!host.isEmpty() && PrivateAddresses.of(host) == Reach.UNKNOWN) {
            read.violate(path, "does not resolve to an address");
        }
    }

    private SwarmConfig swarm() {
        return new SwarmConfig(
                read.integer("swarm.bots", 0, 1_000_000),
                read.list("swarm.gateways", HostPort::parse, HOST_PORTS),
                read.requiredText("swarm.behaviour"),
                read.integer("swarm.connect-rate", 1, 100_000),
                read.duration("swarm.settle", Duration.ZERO, Duration.ofHours(1)),
                read.duration("swarm.for", Duration.ZERO, Duration.ofDays(30)),
                read.duration("swarm.roam-every", Duration.ZERO, Duration.ofDays(1)),
                read.file("swarm.integrity-table"),
                read.file("swarm.record-file"),
                new SwarmReport(
                        read.file("swarm.report-file"),
                        read.list(
                                "swarm.status-urls",
                                ConfigSections::httpUri,
                                "must be a list of http://host:port")),
                new SwarmTokens(
                        read.file("swarm.tokens.login-key-file"),
                        read.file("swarm.tokens.root-public-key-file"),
                        read.whole("swarm.tokens.first-character", 1, 1L << 53)));
    }

    private @Nullable UUID clusterId() {
        String text = read.text("cluster.id");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            read.violate("cluster.id", "must be a UUID");
            return null;
        }
    }

    private static URI httpUri(String text) {
        URI uri = URI.create(text);
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("not http://host:port: '" + text + "'");
        }
        return uri;
    }

    private static Path defaultAeronDir(String clusterName) {
        Path shared = Path.of("/dev/shm");
        Path root =
                Files.isDirectory(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
        return root.resolve("shadowland-" + System.getProperty("user.name") + "-" + clusterName);
    }
}
