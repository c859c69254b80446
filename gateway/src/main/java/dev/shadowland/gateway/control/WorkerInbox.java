package dev.shadowland.gateway.control;

import dev.shadowland.actors.api.GatewayEvent;

import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Events for one worker: Entered, Denied, Kick. The control actor offers, the worker polls in its
 * duty cycle.
 */
public final class WorkerInbox {
    private final OneToOneConcurrentArrayQueue<GatewayEvent> queue;
    private final AtomicLong dropped = new AtomicLong();

    WorkerInbox(int capacity) {
        this.queue = new OneToOneConcurrentArrayQueue<>(capacity);
    }

    /** Next event or null. Worker's thread. */
    public @Nullable GatewayEvent poll() {
        return queue.poll();
    }

    /** Events that found no room; the worker's own repeats bring them again. */
    public long dropped() {
        return dropped.get();
    }

    void offer(GatewayEvent event) {
        if (!queue.offer(event)) {
            dropped.incrementAndGet();
        }
    }
}
