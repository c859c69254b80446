package dev.shadowland.gateway.admission;

import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.KeyWork;
import dev.shadowland.protocol.rekey.KeyAgreement;
import dev.shadowland.protocol.rekey.RekeyWork;

import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/**
 * One worker's queues to the public-key thread: handshakes and rekeys there, answers back. Bounded
 * both ways. Rekeys go first: they belong to clients who are in, and a flood of Connects is not to
 * keep their keys old.
 */
public final class KeyLane implements KeyWork.Queue, KeyAgreement {
    private final OneToOneConcurrentArrayQueue<KeyWork> work;
    private final OneToOneConcurrentArrayQueue<KeyWork.Done> done;
    private final OneToOneConcurrentArrayQueue<RekeyWork> rekeys;
    private final OneToOneConcurrentArrayQueue<RekeyWork> rekeysDone;

    KeyLane(int waiting) {
        work = new OneToOneConcurrentArrayQueue<>(waiting);
        done = new OneToOneConcurrentArrayQueue<>(waiting);
        rekeys = new OneToOneConcurrentArrayQueue<>(waiting);
        rekeysDone = new OneToOneConcurrentArrayQueue<>(waiting);
    }

    /** Worker's side. */
    @Override
    public boolean offer(KeyWork item) {
        return work.offer(item);
    }

    /** Worker's side. */
    @Override
    public boolean offer(RekeyWork item) {
        return rekeys.offer(item);
    }

    /** Worker's side: gives finished rekeys back to their connections; returns how many. */
    public int finishRekeys(int limit) {
        int finished = 0;
        while (finished < limit) {
            RekeyWork item = rekeysDone.poll();
            if (item == null) {
                break;
            }
            item.finish();
            finished++;
        }
        return finished;
    }

    /** Worker's side: the next answer, null when there is none. */
    public KeyWork.@Nullable Done poll() {
        return done.poll();
    }

    /**
     * The public-key thread's side: one answer, unless there is nothing to do or no room for it.
     */
    boolean runOne(GatewayIdentity identity, RandomGenerator random) {
        if (runRekey(random)) {
            return true;
        }
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

    private boolean runRekey(RandomGenerator random) {
        RekeyWork next = rekeysDone.remainingCapacity() == 0 ? null : rekeys.poll();
        if (next == null) {
            return false;
        }
        next.run(random);
        rekeysDone.add(next);
        return true;
    }
}
