package dev.shadowland.gateway.control;

import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Requests of all workers on their way to the control actor. Workers offer and never wait; one
 * owner drains.
 */
public final class WorkerRequests {
    private final ManyToOneConcurrentArrayQueue<WorkerRequest> queue;
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private final AtomicLong refused = new AtomicLong();
    private volatile Runnable wakeUp = WorkerRequests::nobody;

    /** At most {@code capacity} requests wait. */
    public WorkerRequests(int capacity) {
        this.queue = new ManyToOneConcurrentArrayQueue<>(capacity);
    }

    /**
     * Any worker's thread. False when the queue is full: refused and counted, to be offered again.
     */
    public boolean offer(WorkerRequest request) {
        boolean accepted = queue.offer(request);
        if (!accepted) {
            refused.incrementAndGet();
        }
        if (isAwake.compareAndSet(false, true)) {
            wakeUp.run();
        }
        return accepted;
    }

    /** Requests that found no room. */
    public long refused() {
        return refused.get();
    }

    private static void nobody() {}

    /** Who is woken; at once too, for what was offered before. */
    void onWakeUp(Runnable action) {
        wakeUp = action;
        isAwake.set(true);
        action.run();
    }

    /**
     * Owner's thread. The flag falls before the queue is read, so an offer meanwhile wakes the
     * owner again.
     */
    int drain(Consumer<WorkerRequest> consumer) {
        isAwake.set(false);
        return queue.drain(consumer);
    }
}
