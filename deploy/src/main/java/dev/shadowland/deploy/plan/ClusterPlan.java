package dev.shadowland.deploy.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * All nodes of one run on this machine and the processes that they live in, in starting order.
 *
 * @param cluster the cluster's name in login tokens
 */
public record ClusterPlan(
        UUID cluster,
        UpOptions options,
        RunLayout layout,
        List<NodePlan> nodes,
        List<ProcessPlan> processes) {

    private static final int NICE_BOTS = 10;
    private static final int FIRST_GATEWAY_ID = 100;
    private static final int DRIVER_ID = 200;
    private static final int SWARM_ID = 201;

    public ClusterPlan {
        nodes = List.copyOf(nodes);
        processes = List.copyOf(processes);
    }

    /** Lays the cluster out; takes three ports per node. */
    public static ClusterPlan of(
            UpOptions options, RunLayout layout, UUID cluster, PortSource ports) {
        List<NodePlan> nodes = new ArrayList<>();
        if (options.links() == Links.IPC) {
            nodes.add(node(DRIVER_ID, 1, "driver", ProcessKind.DRIVER, layout, ports));
        }
        for (int i = 1; i <= options.shards(); i++) {
            nodes.add(node(i, i, "shard-" + i, ProcessKind.SHARD, layout, ports));
        }
        for (int i = 1; i <= options.gateways(); i++) {
            int id = FIRST_GATEWAY_ID + i;
            nodes.add(node(id, i, "gateway-" + i, ProcessKind.GATEWAY, layout, ports));
        }
        nodes.add(node(SWARM_ID, 1, "swarm", ProcessKind.SWARM, layout, ports));
        return new ClusterPlan(cluster, options, layout, nodes, processes(options, layout, nodes));
    }

    private static NodePlan node(
            int id, int index, String name, ProcessKind kind, RunLayout layout, PortSource ports) {
        NodePlan.Ports own = new NodePlan.Ports(ports.next(), ports.next(), ports.next());
        return new NodePlan(id, index, name, kind, own, layout.config(name));
    }

    private static List<ProcessPlan> processes(
            UpOptions options, RunLayout layout, List<NodePlan> nodes) {
        if (options.single()) {
            ProcessKind kind = ProcessKind.SINGLE;
            return List.of(
                    new ProcessPlan(
                            kind.verb(),
                            kind,
                            nodes,
                            layout.log(kind.verb()),
                            layout.temporaryDirectory(),
                            0));
        }
        return nodes.stream().map(node -> process(options, layout, node)).toList();
    }

    private static ProcessPlan process(UpOptions options, RunLayout layout, NodePlan node) {
        boolean yields = node.kind() == ProcessKind.SWARM && options.profile() == Profile.LOAD;
        return new ProcessPlan(
                node.name(),
                node.kind(),
                List.of(node),
                layout.log(node.name()),
                layout.temporaryDirectory(),
                yields ? NICE_BOTS : 0);
    }

    /** The nodes of one kind, in order. */
    public List<NodePlan> nodes(ProcessKind kind) {
        return nodes.stream().filter(node -> node.kind() == kind).toList();
    }
}
