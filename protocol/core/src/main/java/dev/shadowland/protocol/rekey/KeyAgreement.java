package dev.shadowland.protocol.rekey;

import java.util.random.RandomGenerator;

/**
 * Where the public-key work of a rekey is done: a server's away from the thread of its connections,
 * a client's at once.
 */
@FunctionalInterface
public interface KeyAgreement {
    /**
     * Takes work. Whoever takes it calls {@link RekeyWork#run} once, on any thread, and then {@link
     * RekeyWork#finish} once, on the thread that owns the connection; the border between the two
     * threads publishes the work.
     *
     * @return false when there is no room: the work is offered again later
     */
    boolean offer(RekeyWork work);

    /** Does the work within {@link #offer}; {@code random} is secure outside of tests. */
    static KeyAgreement inline(RandomGenerator random) {
        return work -> {
            work.run(random);
            work.finish();
            return true;
        };
    }
}
