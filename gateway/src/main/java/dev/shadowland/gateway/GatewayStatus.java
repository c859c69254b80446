package dev.shadowland.gateway;

import dev.shadowland.gateway.worker.GatewayWorker;
import dev.shadowland.gateway.worker.WorkerCounters;
import dev.shadowland.transport.config.NodeConfig;
import dev.shadowland.transport.datagram.DatagramCount;
import dev.shadowland.transport.datagram.DatagramPort;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.NodeStatusBuilder;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Puts a gateway's counts together. Any thread. */
final class GatewayStatus {
    private static final double NS_PER_SECOND = 1e9;

    private final NodeConfig node;
    private final List<DatagramPort> ports;
    private final List<GatewayWorker> workers;
    private final AeronLinks links;
    private final LongSupplier routes;
    private final String aead;
    private final long startedNs = System.nanoTime();
    private volatile Window window;

    private record Traffic(long in, long out, long bytesIn, long bytesOut) {}

    private record Window(long beganNs, Traffic before) {}

    GatewayStatus(
            NodeConfig node,
            List<DatagramPort> ports,
            List<GatewayWorker> workers,
            AeronLinks links,
            LongSupplier routes,
            String aead) {
        this.node = node;
        this.ports = ports;
        this.workers = workers;
        this.links = links;
        this.routes = routes;
        this.aead = aead;
        window = new Window(startedNs, new Traffic(0, 0, 0, 0));
    }

    /** Rates count from now on. */
    void restartWindow() {
        window = new Window(System.nanoTime(), traffic());
    }

    NodeStatus status() {
        long nowNs = System.nanoTime();
        Window since = window;
        double seconds = (nowNs - since.beganNs()) / NS_PER_SECOND;
        Traffic traffic = traffic();
        NodeStatusBuilder status =
                NodeStatus.of(node.id(), node.name(), "gateway")
                        .state(routes.getAsLong() > 0 ? "ready" : "joining")
                        .seconds((nowNs - startedNs) / NS_PER_SECOND, seconds)
                        .datagrams(
                                traffic.in(), traffic.out(), traffic.bytesIn(), traffic.bytesOut());
        status.version("aead", aead).version("network-io", ports.getFirst().io().text());
        rates(status, since.before(), traffic, seconds);
        ports.forEach(port -> status.counters("socket", port.counters()));
        long sessions = 0;
        long inWorld = 0;
        for (GatewayWorker worker : workers) {
            WorkerCounters counters = worker.counters();
            status.counters("gateway", counters.counts()).drops(counters.drops());
            sessions += counters.sessions();
            inWorld += counters.inWorld();
        }
        status.drop("kernel-buffer-full", sum(DatagramCount.DROPPED_RECEIVE_BUFFER_FULL));
        for (Map.Entry<String, Long> count : links.counters().entrySet()) {
            status.counter("link." + count.getKey(), count.getValue());
        }
        return status.gauge("sessions", (double) sessions)
                .gauge("routes", (double) routes.getAsLong())
                .players((int) inWorld)
                .build();
    }

    private static void rates(
            NodeStatusBuilder status, Traffic before, Traffic now, double seconds) {
        double span = Math.max(seconds, 1e-3);
        status.gauge("datagramsInPerSecond", (now.in() - before.in()) / span)
                .gauge("datagramsOutPerSecond", (now.out() - before.out()) / span)
                .gauge("bytesInPerSecond", (now.bytesIn() - before.bytesIn()) / span)
                .gauge("bytesOutPerSecond", (now.bytesOut() - before.bytesOut()) / span);
    }

    private Traffic traffic() {
        return new Traffic(
                sum(DatagramCount.DATAGRAMS_IN),
                sum(DatagramCount.DATAGRAMS_OUT),
                sum(DatagramCount.BYTES_IN),
                sum(DatagramCount.BYTES_OUT));
    }

    private long sum(DatagramCount what) {
        return ports.stream().mapToLong(port -> port.counters().get(what)).sum();
    }
}
