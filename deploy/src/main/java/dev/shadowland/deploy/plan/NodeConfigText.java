package dev.shadowland.deploy.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The configuration file of each node of a plan; says only what differs from the defaults. */
public final class NodeConfigText {
    private static final String LOOPBACK = "127.0.0.1";

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
                .put("shadowland.profile", plan.options().profile().text())
                .put("shadowland.cluster.id", plan.cluster().toString())
                .put("shadowland.status.host", LOOPBACK)
                .put("shadowland.status.port", node.ports().status());
        if (node.kind() != ProcessKind.SWARM) {
            text.put("shadowland.aeron.directory", plan.layout().aeronDirectory());
        }
    }

    private void member(HoconText text, NodePlan node) {
        text.put("shadowland.cluster.host", LOOPBACK)
                .put("shadowland.cluster.port", node.ports().artery())
                .put("shadowland.cluster.seeds", seeds())
                .put("shadowland.aeron.mode", "ipc")
                .put("shadowland.backplane.host", LOOPBACK)
                .put("shadowland.backplane.port", node.ports().backplane());
    }

    private List<String> seeds() {
        return plan.nodes(ProcessKind.SHARD).stream()
                .map(shard -> LOOPBACK + ":" + shard.ports().artery())
                .toList();
    }

    private void shard(HoconText text, NodePlan node) {
        member(text, node);
        text.put("shadowland.store.file", plan.layout().storeFile())
                .put("shadowland.login.public-key", identity("login.pub"));
    }

    private void gateway(HoconText text, NodePlan node) {
        member(text, node);
        text.put("shadowland.network.port", plan.options().gatewayPort(node.index()))
                .put("shadowland.identity.key", identity("gateway.key"))
                .put("shadowland.identity.certificate", identity("gateway.cert"));
    }

    private void swarm(HoconText text) {
        UpOptions options = plan.options();
        List<String> gateways = new ArrayList<>();
        for (NodePlan gateway : plan.nodes(ProcessKind.GATEWAY)) {
            gateways.add(LOOPBACK + ":" + options.gatewayPort(gateway.index()));
        }
        text.put("shadowland.swarm.bots", options.bots())
                .put("shadowland.swarm.gateways", gateways)
                .put("shadowland.swarm.root-key", identity("root.pub"))
                .put("shadowland.swarm.login-key", identity("login.key"))
                .put("shadowland.swarm.report", reportFile())
                .put("shadowland.swarm.status-urls", statusUrls());
        options.duration()
                .ifPresent(
                        duration ->
                                text.put(
                                        "shadowland.swarm.for",
                                        String.format(Locale.ROOT, "%dms", duration.toMillis())));
    }

    /** Where the swarm writes its report. */
    public Path reportFile() {
        return plan.options().report().orElse(plan.layout().report());
    }

    private List<String> statusUrls() {
        return plan.nodes().stream()
                .filter(node -> node.kind() != ProcessKind.SWARM)
                .map(NodePlan::statusUrl)
                .toList();
    }

    private Path identity(String file) {
        return plan.layout().identityDirectory().resolve(file);
    }
}
