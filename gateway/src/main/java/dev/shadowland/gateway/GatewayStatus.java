package dev.shadowland.gateway;

import dev.shadowland.gateway.control.ControlPlane;
import dev.shadowland.gateway.worker.GatewayWorker;
import dev.shadowland.gateway.worker.WorkerCounters;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.transport.agent.NodeClock;
import dev.shadowland.transport.agent.WorkerThread;
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
    private static final long MS_PER_HOUR = 3_600_000;
    private static final long EXPIRES_SOON_MS = 24 * MS_PER_HOUR;

    private final NodeConfig node;
    private final List<DatagramPort> ports;
    private final List<GatewayWorker> workers;
    private final AeronLinks links;
    private final Workings workings;
    private final String aead;
    private final Trust trust;
    private final long startedNs = System.nanoTime();
    private volatile Window window;

    /**
     * What runs beneath the workers.
     *
     * @param threads of the workers and of the keys
     */
    record Workings(List<WorkerThread> threads, ControlPlane plane, NodeClock clock) {
        Workings {
            threads = List.copyOf(threads);
        }
    }

    private record Traffic(long in, long out, long bytesIn, long bytesOut) {}

    /**
     * What clients trust, and what the gateway trusts of them.
     *
     * @param identityExpiresMs when the certificate ends, milliseconds since 1970
     * @param integrityBuilds client builds that may enter, 0 for any
     */
    record Trust(LongSupplier identityExpiresMs, int integrityBuilds) {}

    private record Window(long beganNs, Traffic before) {}

    GatewayStatus(
            NodeConfig node,
            List<DatagramPort> ports,
            List<GatewayWorker> workers,
            AeronLinks links,
            Workings workings,
            String aead,
            Trust trust) {
        this.node = node;
        this.ports = ports;
        this.workers = workers;
        this.links = links;
        this.workings = workings;
        this.aead = aead;
        this.trust = trust;
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
        long routes = workings.plane().routes().size();
        NodeStatusBuilder status =
                NodeStatus.of(node.id(), node.name(), "gateway")
                        .state(routes > 0 ? "ready" : "joining")
                        .seconds((nowNs - startedNs) / NS_PER_SECOND, seconds)
                        .datagrams(
                                traffic.in(), traffic.out(), traffic.bytesIn(), traffic.bytesOut());
        status.version("aead", aead)
                .version("curves", Curves.text())
                .version("network-io", ports.getFirst().io().text());
        rates(status, since.before(), traffic, seconds);
        ports.forEach(port -> status.counters("socket", port.counters()));
        long sessions = 0;
        long inWorld = 0;
        long held = 0;
        for (GatewayWorker worker : workers) {
            WorkerCounters counters = worker.counters();
            status.counters("gateway", counters.counts()).drops(counters.drops());
            sessions += counters.sessions();
            inWorld += counters.inWorld();
            held += counters.heldBytes();
        }
        status.drop("kernel-buffer-full", sum(DatagramCount.DROPPED_RECEIVE_BUFFER_FULL));
        for (Map.Entry<String, Long> count : links.counters().entrySet()) {
            status.counter("link." + count.getKey(), count.getValue());
        }
        workings(status);
        long expiresInMs = trust.identityExpiresMs().getAsLong() - System.currentTimeMillis();
        String warning = expiresInMs < EXPIRES_SOON_MS ? " (expires soon: rotate it)" : "";
        status.version("identity", Math.max(0, expiresInMs / MS_PER_HOUR) + " h left" + warning)
                .version(
                        "integrity",
                        trust.integrityBuilds() == 0
                                ? "off: no key tables"
                                : trust.integrityBuilds() + " client builds");
        return status.gauge("sessions", (double) sessions)
                .gauge("heldBytes", (double) held)
                .gauge("identityExpiresInSeconds", expiresInMs / 1e3)
                .gauge("routes", (double) routes)
                .players((int) inWorld)
                .build();
    }

    private void workings(NodeStatusBuilder status) {
        ControlPlane plane = workings.plane();
        status.counter(
                        "gateway.cycles-failed",
                        workings.threads().stream().mapToLong(WorkerThread::errors).sum())
                .counter("gateway.control-events-dropped", plane.eventsDropped())
                .counter("gateway.control-requests-refused", plane.requests().refused())
                .gauge("clockDriftMillis", workings.clock().driftNs() / 1e6);
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
