package dev.shadowland.gateway.admission;

import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.KeyWork;

import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/**
 * One worker's two queues to the public-key thread: work there, answers back. Bounded both ways.
 */
public final class KeyLane implements KeyWork.Queue {
    private final OneToOneConcurrentArrayQueue<KeyWork> work;
    private final OneToOneConcurrentArrayQueue<KeyWork.Done> done;

    KeyLane(int waiting) {
        work = new OneToOneConcurrentArrayQueue<>(waiting);
        done = new OneToOneConcurrentArrayQueue<>(waiting);
    }

    /** Worker's side. */
    @Override
    public boolean offer(KeyWork item) {
        return work.offer(item);
    }

    /** Worker's side: the next answer, null when there is none. */
    public KeyWork.@Nullable Done poll() {
        return done.poll();
    }

    /**
     * The public-key thread's side: one answer, unless there is nothing to do or no room for it.
     */
    boolean runOne(GatewayIdentity identity, RandomGenerator random) {
        if (done.remainingCapacity() == 0) {
            return false;
        }
        KeyWork next = work.poll();
        if (next == null) {
            return false;
        }
        KeyWork.Done answer = next.run(identity, random);
        if (answer != null) {
            done.add(answer);
        }
        return true;
    }
}
