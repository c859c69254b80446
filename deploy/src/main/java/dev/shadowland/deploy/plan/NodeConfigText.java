package dev.shadowland.deploy.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The configuration file of each node of a plan; says only what differs from the defaults. */
public final class NodeConfigText {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String FOR = "shadowland.swarm.for";

    /** Bots begin this near to a cell's border, world units: many cross it within seconds. */
    private static final int SPAWN_RADIUS = 3_000;

    private final ClusterPlan plan;

    public NodeConfigText(ClusterPlan plan) {
        this.plan = plan;
    }

    /** The HOCON text of the node's configuration file. */
    public String render(NodePlan node) {
        HoconText text = new HoconText();
        text.comment(node.name() + " of " + plan.layout().runId() + ", written by ./shadowland up");
        common(text, node);
        switch (node.kind()) {
            case SHARD -> shard(text, node);
            case GATEWAY -> gateway(text, node);
            case SWARM -> swarm(text);
            case DRIVER, SINGLE -> {}
        }
        return text.toString();
    }

    private void common(HoconText text, NodePlan node) {
        text.put("shadowland.node.id", node.id())
                .put("shadowland.node.name", node.name())
                .put("shadowland.node.role", node.kind().verb())
                .put("shadowland.cluster.id", plan.cluster().toString())
                .put("shadowland.node.host", LOOPBACK)
                .put("shadowland.cluster.profile", plan.options().profile().text())
                .put("shadowland.status.host", LOOPBACK)
                .put("shadowland.status.port", node.ports().status());
        if (node.kind() != ProcessKind.SWARM) {
            links(text, node);
        }
    }

    /** Either one directory of one driver for all, or a driver and a directory for each. */
    private void links(HoconText text, NodePlan node) {
        boolean isShared = plan.options().links() == Links.IPC;
        Path directory = plan.layout().aeronDirectory();
        text.put("shadowland.backplane.mode", plan.options().links().text())
                .put("shadowland.backplane.port", node.ports().backplane())
                .put("shadowland.backplane.embedded-driver", isShared ? "off" : "on")
                .put(
                        "shadowland.backplane.aeron-dir",
                        isShared ? directory : directory.resolve(node.name()));
    }

    private void member(HoconText text, NodePlan node) {
        text.put("shadowland.cluster.artery-port", node.ports().artery())
                .put("shadowland.cluster.seeds", seeds())
                .put("shadowland.cluster.min-shards", plan.options().shards());
    }

    /** Shards first; a lone shard that was restarted finds the cluster through the gateways. */
    private List<String> seeds() {
        return Stream.of(ProcessKind.SHARD, ProcessKind.GATEWAY)
                .flatMap(kind -> plan.nodes(kind).stream())
                .map(member -> LOOPBACK + ":" + member.ports().artery())
                .toList();
    }

    private void shard(HoconText text, NodePlan node) {
        member(text, node);
        maps(text);
        text.put("shadowland.store.path", plan.layout().storeFile())
                .put("shadowland.world.spawn.pattern", "borders")
                .put("shadowland.world.spawn.radius", SPAWN_RADIUS)
                .put("shadowland.world.population.npc", plan.options().creatures() / 2)
                .put("shadowland.world.population.monster", (plan.options().creatures() + 1) / 2)
                .put("shadowland.security.keys.login-public-key-file", identity("login.pub"));
    }

    /** Gateways must know every map that the shards have. */
    private void maps(HoconText text) {
        for (int map = 1; map < plan.options().maps(); map++) {
            text.add("shadowland.world.maps", "{ map-id = " + map + " }");
        }
    }

    private void gateway(HoconText text, NodePlan node) {
        member(text, node);
        maps(text);
        text.put("shadowland.network.port", plan.options().gatewayPort(node.index()))
                // All bots come from one address.
                .put("shadowland.security.limits.allow", List.of("127.0.0.0/8", "::1"))
                .put("shadowland.security.integrity.tables", identity("integrity"))
                .put("shadowland.security.keys.identity-key-file", identity("gateway.key"))
                .put("shadowland.security.keys.certificate-file", identity("gateway.cert"))
                .put("shadowland.security.keys.login-public-key-file", identity("login.pub"));
    }

    private void swarm(HoconText text) {
        UpOptions options = plan.options();
        text.put("shadowland.swarm.bots", options.bots())
                .put("shadowland.swarm.gateways", gateways())
                .put("shadowland.swarm.integrity-table", identity("integrity/bots.keys"))
                .put("shadowland.swarm.report-file", plan.layout().report())
                .put("shadowland.swarm.status-urls", statusUrls())
                .put("shadowland.swarm.tokens.login-key-file", identity("login.key"))
                .put("shadowland.swarm.tokens.root-public-key-file", identity("root.pub"));
        options.duration()
                .map(Duration::toMillis)
                .ifPresent(millis -> text.put(FOR, millis + " ms"));
    }

    private List<String> gateways() {
        return plan.nodes(ProcessKind.GATEWAY).stream()
                .map(gateway -> LOOPBACK + ":" + plan.options().gatewayPort(gateway.index()))
                .toList();
    }

    private List<String> statusUrls() {
        return plan.nodes().stream()
                .filter(node -> node.kind() != ProcessKind.SWARM)
                .map(NodePlan::httpUrl)
                .toList();
    }

    private Path identity(String file) {
        return plan.layout().identityDirectory().resolve(file);
    }
}
