package dev.shadowland.shard;

import dev.shadowland.shard.ingress.Ingress;
import dev.shadowland.transport.agent.NodeClock;
import dev.shadowland.transport.link.LinkReceiver;

import org.agrona.concurrent.Agent;

/** The node's one thread that polls frames of other nodes; it also keeps the clock. */
final class IngressAgent implements Agent {
    private static final int POLL_LIMIT = 256;
    private static final long HOUSEKEEPING_NS = 1_000_000_000L;

    private final LinkReceiver receiver;
    private final Ingress ingress;
    private final NodeClock clock;
    private long nextHousekeepingNs;

    IngressAgent(LinkReceiver receiver, Ingress ingress, NodeClock clock) {
        this.receiver = receiver;
        this.ingress = ingress;
        this.clock = clock;
    }

    @Override
    public int doWork() {
        int work = receiver.poll(ingress::onFrame, POLL_LIMIT);
        long nowNs = clock.nowNs();
        if (nowNs - nextHousekeepingNs >= 0) {
            nextHousekeepingNs = nowNs + HOUSEKEEPING_NS;
            clock.onHousekeeping();
        }
        return work;
    }

    @Override
    public void onClose() {
        receiver.close();
    }

    @Override
    public String roleName() {
        return "shadowland-ingress";
    }
}
