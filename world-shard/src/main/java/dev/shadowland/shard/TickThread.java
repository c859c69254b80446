package dev.shadowland.shard;

import dev.shadowland.shard.tick.TickAgent;
import dev.shadowland.transport.agent.NodeClock;

import org.agrona.concurrent.Agent;

import java.util.concurrent.locks.LockSupport;

/** Runs the node's tick source: sleeps until the next tick is due, offers it, sleeps again. */
final class TickThread implements Agent {
    private final TickAgent ticks;
    private final NodeClock clock;

    TickThread(TickAgent ticks, NodeClock clock) {
        this.ticks = ticks;
        this.clock = clock;
    }

    @Override
    public int doWork() {
        ticks.doWork(clock.nowNs());
        long waitNs = ticks.nextDueNs() - clock.nowNs();
        if (waitNs > 0) {
            LockSupport.parkNanos(waitNs);
        }
        return 1;
    }

    @Override
    public String roleName() {
        return "shadowland-ticks";
    }
}
